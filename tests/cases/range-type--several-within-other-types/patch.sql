begin;

set local search_path = public;

create type app.usage as range (subtype = double precision, multirange_type_name = app.usages);

create domain app.a_domain as app.usages constraint a_domain_check check (not isempty(value));

create type app.a_pair as (before app.usages, after app.usages[]);

create function app.a_function(a app.usages)
    returns app.usages
    language sql
as $$ select a $$;

create table app.a_table (
    id bigint not null,
    own app.usages default app.usages(),
    many app.usages[],
    pair app.a_pair,
    constraint a_table_pkey primary key (id)
);

commit;
