create role case_deployer;
