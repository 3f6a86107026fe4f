create schema app;
create schema other;
create type app.usage as range (subtype = float8, multirange_type_name = app.usages);
create type app.span as range (subtype = date, multirange_type_name = other.days);
create type app.named as range (subtype = date, multirange_type_name = app.named_by_path);
create table app.meters (id bigint primary key, used app.usages not null, days other.days[], few app.named_by_path);
create view app.all_used as select id, used * used as twice from app.meters where used <> '{}'::app.usages;
