begin;

alter default privileges in schema api grant insert on tables to case_reader;

alter default privileges for role case_deployer in schema api grant execute on functions to case_reader with grant option;

alter default privileges for role case_deployer in schema api grant usage on types to case_reader;

commit;
