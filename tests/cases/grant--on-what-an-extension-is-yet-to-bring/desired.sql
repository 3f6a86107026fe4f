create schema brought;
create extension pg_stat_statements schema brought;
grant select on brought.pg_stat_statements to case_member;
grant select (query), update on table brought.pg_stat_statements to case_member;
