create sequence countdown;
create table jobs (id bigint primary key);
