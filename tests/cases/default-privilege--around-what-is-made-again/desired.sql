create type mood as enum ('ok', 'sad');
create table person (name text, mood mood);
create view people as select name, mood from person;
alter default privileges grant usage on types to case_writer;
alter default privileges grant select on tables to case_writer;
alter default privileges revoke usage on types from public;
