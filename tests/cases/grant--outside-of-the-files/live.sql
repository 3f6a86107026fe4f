create table public.own (a integer);
grant insert on auth.users to case_reader with grant option;
grant select (email) on auth.users to case_reader;
grant usage on sequence auth.s to case_reader;
grant execute on procedure auth.clean() to case_reader;
revoke select on auth.names from case_support;
