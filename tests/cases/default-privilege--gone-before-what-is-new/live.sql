create schema app;
create function app.valid(n integer) returns boolean language sql immutable as $$ select n > 0 $$;
create table app.uses (n integer check (app.valid(n)));
alter default privileges grant usage on types to case_writer with grant option;
alter default privileges grant select on tables to case_writer with grant option;
