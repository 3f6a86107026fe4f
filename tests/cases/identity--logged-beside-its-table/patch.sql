begin;

-- rewrites-table: writes public.b again under an access exclusive lock (0 rows)
alter table public.b set logged;

-- rewrites-table: writes public.c again under an access exclusive lock (0 rows)
alter table public.c set unlogged;

-- rewrites-table: writes public.f again under an access exclusive lock (0 rows)
alter table public.f set logged;

alter table public.a alter column id set increment by 5;

alter sequence public.a_id_seq set logged;

alter sequence public.c_id_seq set logged;

alter sequence public.e_id_seq set unlogged;

create table public.d (
    id integer not null generated always as identity (sequence name public.numbers unlogged start with 5)
);

commit;
