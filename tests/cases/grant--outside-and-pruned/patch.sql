begin;

revoke select on app.t from case_support;

grant insert on auth.users to case_reader;

commit;
