create table usage (meter text not null, day date not null, units bigint not null default 0) partition by list (meter);
create table usage_api partition of usage for values in ('api');
create index usage_by_day on usage (day);
