create extension citext;
create extension postgres_fdw schema pg_catalog;
create foreign data wrapper plain validator postgresql_fdw_validator;
create foreign data wrapper other handler postgres_fdw_handler validator postgres_fdw_validator;
