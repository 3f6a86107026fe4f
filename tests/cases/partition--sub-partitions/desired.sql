create schema app;
create table app.logs (id bigint not null, tenant int not null, at date not null, primary key (tenant, at, id)) partition by hash (tenant);
create table app.logs_0 partition of app.logs for values with (modulus 2, remainder 0);
create table app.logs_1 partition of app.logs for values with (modulus 2, remainder 1) partition by range (at);
create table app.logs_1_2026 partition of app.logs_1 for values from ('2026-01-01') to ('2027-01-01');
create table app.logs_1_rest partition of app.logs_1 default;
