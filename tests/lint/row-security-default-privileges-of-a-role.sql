-- What is revoked for one role counts where that role makes the table.
alter default privileges for role project in schema public revoke all on tables from anon, authenticated;
create table public.by_another (id uuid primary key references auth.users (id)); -- found row-security-off
create table public.owned_later (id int); -- found row-security-off
alter table public.owned_later owner to project;
set role project;
create table public.by_project (id int);
reset role;
alter default privileges for role postgres in schema public revoke all on tables from anon, authenticated;
create table public.by_postgres (id int);
