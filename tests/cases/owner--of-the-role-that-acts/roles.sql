create role case_deployer;
create role case_reader;
