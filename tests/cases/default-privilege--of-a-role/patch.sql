begin;

alter default privileges for role case_deployer revoke select on sequences from case_reader;

alter default privileges for role case_deployer revoke execute on functions from public;

alter default privileges for role case_deployer grant usage on sequences to case_reader;

alter default privileges for role case_deployer grant usage on schemas to case_reader;

commit;
