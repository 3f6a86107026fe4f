
-- mutation: handler
create extension postgres_fdw;
create foreign data wrapper w;
-- to
create extension postgres_fdw;
create foreign data wrapper w handler postgres_fdw_handler;

-- mutation: validator
create foreign data wrapper w;
-- to
create foreign data wrapper w validator pg_catalog.postgresql_fdw_validator;

-- mutation: options
create foreign data wrapper w options (a 'b');
-- to
create foreign data wrapper w options (a 'c');
