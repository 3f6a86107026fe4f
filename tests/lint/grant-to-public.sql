create schema app;
create table public.t (id int, name text);
create sequence public.s;
grant select, insert on public.t to public; -- found grant-to-public
grant update (name) on public.t to public; -- found grant-to-public
grant usage on sequence public.s to public; -- found grant-to-public
grant create on schema app to public; -- found grant-to-public
alter default privileges in schema app grant select on tables to public; -- found grant-to-public

-- What PUBLIC has by itself, and the way into a schema.
create function public.f() returns int language sql as $$ select 1 $$;
grant execute on function public.f() to public;
create type public.mood as enum ('good');
grant usage on type public.mood to public;
grant usage on schema app to public;
-- Taken again.
create table public.again (id int);
grant select on public.again to public;
revoke select on public.again from public;
-- A role.
grant select on public.again to pg_read_all_data;
