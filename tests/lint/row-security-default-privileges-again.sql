-- What default privileges give again is shown.
alter default privileges in schema public revoke all on tables from anon, authenticated;
alter default privileges in schema public grant select on tables to anon;
create table public.given_again (id uuid primary key references auth.users (id)); -- found row-security-off
