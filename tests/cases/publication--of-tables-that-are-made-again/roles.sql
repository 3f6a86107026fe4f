create role case_publisher superuser;
