begin;

alter default privileges revoke usage on types from case_writer;

set local search_path = public;

create type app.span as range (subtype = integer);

-- drops-data: drops column app.uses.n (0 values)
alter table app.uses
    drop column n,
    set (fillfactor=70),
    add column period app.span;

drop function app.valid(integer);

alter default privileges revoke grant option for select on tables from case_writer;

create table app.more (
    id integer
);

grant select on app.uses to case_writer with grant option;

commit;
