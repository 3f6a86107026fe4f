create table a (id bigint);
create view b as select id from a;
create sequence c;
create materialized view d as select id from a;
grant select on all tables in schema public to case_reader;
grant usage on all sequences in schema public to case_reader;
grant create on schema public to case_reader;
