begin;

revoke select (email) on auth.users from case_reader;

revoke execute on procedure auth.clean() from case_reader;

revoke usage on sequence auth.s from case_reader;

revoke grant option for insert on auth.users from case_reader;

grant select (id), update, references (email) on auth.users to case_reader;

grant select on auth.names to case_reader;

grant select on auth.names to case_support;

grant select on sequence auth.s to case_reader;

revoke execute on function auth.who(integer, text) from public;

grant execute on function auth.who(integer, text) to case_reader;

grant execute on function auth.gen_salt(text) to case_reader;

grant usage on type auth.mood to case_reader;

revoke usage on domain auth.word from public;

grant usage on foreign data wrapper postgres_fdw to case_reader with grant option;

commit;
