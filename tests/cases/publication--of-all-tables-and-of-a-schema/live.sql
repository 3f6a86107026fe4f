create schema billing;
create table billing.prices (id bigint primary key);
create table logs (id bigint primary key);
create publication everything for all tables;
create publication warehouse for table logs;
