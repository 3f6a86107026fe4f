create table t (id bigint);
alter default privileges for role case_deployer grant select on sequences to case_reader;
