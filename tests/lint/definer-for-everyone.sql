create table public.profiles (id uuid primary key references auth.users (id));
alter table public.profiles enable row level security;
create policy own on public.profiles using (id = auth.uid());

create function public.f() returns int language sql security definer set search_path = '' as $$ select 1 $$; -- found definer-for-everyone
create procedure public.p() language sql security definer set search_path = '' as $$ select 1 $$; -- found definer-for-everyone

create function public.taken() returns int language sql security definer set search_path = '' as $$ select 1 $$;
revoke execute on function public.taken() from public;

create function public.given() returns int language sql security definer set search_path = '' as $$ select 1 $$;
revoke all on function public.given() from public, anon;
grant execute on function public.given() to authenticated;

create function public.invoker() returns int language sql as $$ select 1 $$;
create function public.changed() returns trigger language plpgsql security definer set search_path = '' as $$ begin return new; end $$;
create schema private;
create function private.f() returns int language sql security definer set search_path = '' as $$ select 1 $$;
