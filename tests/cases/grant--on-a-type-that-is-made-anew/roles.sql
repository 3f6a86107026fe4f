create role case_reader;
create role case_writer;
create role case_stranger;
