create table usage (meter text not null, day date not null, units bigint not null default 0) partition by list (meter);
create table usage_api partition of usage for values in ('api');
create table usage_storage partition of usage for values in ('storage', 'backup') partition by hash (day);
create table usage_storage_0 partition of usage_storage for values with (modulus 2, remainder 0);
create table usage_storage_1 partition of usage_storage for values with (modulus 2, remainder 1);
create index usage_by_day on usage (day);
