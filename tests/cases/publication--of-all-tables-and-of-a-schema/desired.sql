create schema billing;
create table billing.prices (id bigint primary key);
create table logs (id bigint primary key);
create publication everything for table logs;
create publication warehouse for tables in schema billing with (publish_via_partition_root = true);
