create schema api;
alter default privileges in schema api grant select on tables to case_reader;
