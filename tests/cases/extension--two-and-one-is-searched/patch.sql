begin;

create schema extensions;

create extension hstore schema extensions;

create extension citext schema public;

set local search_path = public;

-- rewrites-table: writes public.users again under an access exclusive lock (0
-- rows)
alter table public.users
    alter column email type public.citext using email::public.citext,
    add column labels extensions.hstore;

commit;
