create schema empty authorization case_reader;
grant usage on schema empty to public;
create schema full_one authorization case_reader;
create table full_one.t (id integer);
