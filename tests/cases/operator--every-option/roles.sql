create role case_definer;
