begin;

create table public.parts (
    id integer not null,
    at date not null,
    value bigint default 8,
    note text not null default 'x',
    constraint p_pkey primary key (id, at)
) partition by range (at);

set local search_path = public;

create table public.p_old (
    id integer not null,
    at date not null,
    value bigint default 7,
    note text not null default 'x',
    constraint p_old_key primary key (id, at),
    constraint parts_positive check (value > 0)
);

create table public.parts_1 partition of public.parts for values from ('2025-01-01') to ('2026-01-01');

alter table public.parts_1 alter column value set default 7;

create table public.p_2 partition of public.parts for values from ('2026-01-01') to ('2027-01-01');

alter table public.p_2
    alter column value drop default,
    alter column note drop default;

create table public.base (
    b text,
    e integer not null
);

create table public.sub (
    b text,
    c integer,
    e integer not null
);

create table public.sub2 (
    a integer,
    d integer
) inherits (public.base);

create index p_old_value on public.p_old (value);

create index parts_value_idx on public.parts (value);

commit;
