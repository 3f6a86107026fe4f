create role case_authenticated;
