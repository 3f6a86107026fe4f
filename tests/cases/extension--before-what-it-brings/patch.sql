begin;

alter table public.orders alter column id drop default;

drop sequence public.orders_id_seq;

set local search_path = public;

create schema more;

create extension hstore;

create extension citext;

-- rewrites-table: writes public.orders again under an access exclusive lock (2
-- rows)
alter table public.orders
    alter column note type public.citext using note::public.citext,
    add column marks public.hstore;

create table more.people (
    email public.citext not null,
    constraint people_pkey primary key (email)
);

commit;
