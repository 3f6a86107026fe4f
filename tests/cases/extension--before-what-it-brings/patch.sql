begin;

set local search_path = public;

create extension hstore;

create extension citext;

-- rewrites-table: writes public.orders again under an access exclusive lock (2
-- rows)
alter table public.orders
    alter column id drop default,
    alter column note type public.citext using note::public.citext,
    add column marks public.hstore;

drop sequence public.orders_id_seq;

create schema more;

create table more.people (
    email public.citext not null,
    constraint people_pkey primary key (email)
);

commit;
