create extension postgres_fdw schema pg_catalog;
create foreign data wrapper plain validator postgresql_fdw_validator;
create foreign data wrapper other handler postgres_fdw_handler validator postgres_fdw_validator;
create language other handler plpgsql_call_handler inline plpgsql_inline_handler;
create table t (id integer);
create trigger same before update on t for each row execute function suppress_redundant_updates_trigger();
