create role case_reader;
create role case_support;
