begin;

revoke select on app.t from case_support;

set local search_path = public;

grant insert on auth.users to case_reader;

commit;
