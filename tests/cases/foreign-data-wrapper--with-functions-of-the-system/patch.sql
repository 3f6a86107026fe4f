begin;

set local search_path = public;

alter foreign data wrapper plain validator postgresql_fdw_validator;

create or replace language other handler plpgsql_call_handler inline plpgsql_inline_handler;

create foreign data wrapper other handler postgres_fdw_handler validator postgres_fdw_validator;

create table public.t (
    id integer
);

create trigger same
    before update on public.t
    for each row
    execute function pg_catalog.suppress_redundant_updates_trigger();

commit;
