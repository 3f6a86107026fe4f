create role yaml_case_reader;
