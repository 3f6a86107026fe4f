create schema app;
create table app.logs (id bigint not null, tenant int not null, at date not null) partition by hash (tenant);
create table app.logs_0 partition of app.logs for values with (modulus 2, remainder 0);
