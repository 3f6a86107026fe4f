create role case_writer;
