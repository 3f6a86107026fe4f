-- The platform gives its roles all on what is new: what no file revokes is shown.
create table public.profiles (id uuid primary key references auth.users (id)); -- found row-security-off

create table public.shut (id int);
revoke all on public.shut from anon, authenticated;

create table public.half (id int); -- found row-security-off
revoke all on public.half from anon;

create table public.jobs (id int);
revoke all on public.jobs from anon, authenticated;
grant all on public.jobs to service_role;

create table public.secured (id int);
alter table public.secured enable row level security;
create policy p on public.secured for select using (true);

-- Row security holds for tables alone: what stands elsewhere cannot have it.
create view public.v as select id from public.half;
