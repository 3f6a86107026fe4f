begin;

create extension pg_stat_statements schema brought;

grant select, select (query), update on brought.pg_stat_statements to case_member;

commit;
