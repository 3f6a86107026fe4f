create extension postgres_fdw schema pg_catalog;
create foreign data wrapper plain;
create language other handler plpgsql_call_handler;
