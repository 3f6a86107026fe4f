-- What default privileges give no more is not shown: in the schema, for who makes the table, and before it is made.
create table public.before (id int); -- found row-security-off
alter default privileges revoke all on tables from anon, authenticated;
create table public.in_all_schemas (id uuid primary key references auth.users (id)); -- found row-security-off

alter default privileges in schema public revoke select, insert, update on tables from anon, authenticated;
create table public.delete_is_left (id int); -- found row-security-off
alter default privileges in schema public revoke all on tables from anon;
create table public.shown_to_members (id int); -- found row-security-off

alter default privileges in schema public revoke all on tables from anon, authenticated;
create table public.shut (id int);
create table public.granted (id int); -- found row-security-off
grant select on public.granted to anon;

create schema other;
create table other.shown_elsewhere (id int);
