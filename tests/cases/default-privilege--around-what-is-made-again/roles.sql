create role case_writer;
create role case_reader;
