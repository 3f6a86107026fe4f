-- Without an API neither tables nor functions are shown to strangers.
create table public.t (id int);
create table public.granted (id int);
grant select, insert on public.granted to pg_read_all_data;
create table public.wide (id int);
grant select on public.wide to public; -- found grant-to-public
create function public.f() returns int language sql security definer set search_path = '' as $$ select 1 $$;
create table public.secured (id int);
alter table public.secured enable row level security;
create policy p on public.secured using (true);
create view public.v as select id from public.secured;
