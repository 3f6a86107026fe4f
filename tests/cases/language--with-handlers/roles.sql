create role case_maker superuser;
