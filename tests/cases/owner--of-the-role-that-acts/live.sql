create schema app;
grant create, usage on schema app to case_deployer;
alter default privileges for role case_deployer in schema app grant select on tables to case_reader;
create table app.kept (a integer);
