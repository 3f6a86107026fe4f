create schema app;
create schema other;
create type app.usage as range (subtype = float8, multirange_type_name = other.usages);
create type app.span as range (subtype = date);
create type app.named as range (subtype = date, multirange_type_name = public_by_path);
create table app.meters (id bigint primary key, used other.usages not null, days app.span_multirange[], few public_by_path);
create view app.all_used as select id, used * used as twice from app.meters where used <> '{}'::other.usages;
