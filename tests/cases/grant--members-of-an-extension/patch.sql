begin;

grant execute on function brought.hstore(text, text) to public;

revoke references on brought.pg_stat_statements from case_member;

grant update on brought.pg_stat_statements to case_member;

commit;
