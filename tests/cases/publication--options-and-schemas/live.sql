create schema one;
create schema two;
create table one.t (id bigint primary key, a integer, b integer);
create table two.u (id bigint primary key, a integer);
create publication p for table one.t where (id > 0), tables in schema two with (publish = 'insert, update');
create publication whole for all tables with (publish_via_partition_root = true);
create publication parts for table two.u where (id > 5);
comment on publication p is 'before';
