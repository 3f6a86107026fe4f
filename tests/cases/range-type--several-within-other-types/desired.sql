create schema app;
create type app.usage as range (subtype = float8, multirange_type_name = app.usages);
create type app.a_pair as (before app.usages, after app.usages[]);
create domain app.a_domain as app.usages check (not isempty(value));
create function app.a_function(a app.usages) returns app.usages language sql as $$ select a $$;
create table app.a_table (id bigint primary key, own app.usages default app.usages(), many app.usages[], pair app.a_pair);
