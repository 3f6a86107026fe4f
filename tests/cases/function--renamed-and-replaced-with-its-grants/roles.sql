create role case_reader;
