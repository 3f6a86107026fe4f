create schema brought;
create extension hstore schema brought;
create extension pg_stat_statements schema brought;
create extension postgres_fdw;
grant select on brought.pg_stat_statements to case_member;
grant execute on function brought.hstore(text, text) to public;
