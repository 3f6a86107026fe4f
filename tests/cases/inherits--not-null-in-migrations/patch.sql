begin;

-- may-fail: fails if a row of public.p has a null in c (0 rows)
-- may-fail: fails if public.p has rows, since f is not null and has no default
-- (0 rows)
alter table public.p
    alter column b drop not null,
    alter column c set not null,
    alter constraint p_e_not_null no inherit,
    add column f integer not null,
    add column g integer not null;

-- may-fail: fails if a row of public.k_set has a null in b (0 rows)
alter table public.k_set
    alter column a set not null,
    alter column b set not null;

create table public.q (
    a integer not null,
    b integer
);

create table public.k_key (
    not null e,
    a integer not null,
    constraint k_key_pkey primary key (a)
) inherits (public.p);

create table public.k_two (
    not null b,
    not null e
) inherits (public.p, public.q);

create table public.k_two_own (
    not null b,
    not null e,
    a integer not null
) inherits (public.p, public.q);

create table public.k_left (
    a integer not null,
    b integer not null,
    c integer,
    d integer,
    e integer not null
) inherits (public.p);

create table public.k_once_more (
    not null b,
    not null e,
    c integer
) inherits (public.p, public.q);

create table public.k_joins (
    a integer not null,
    b integer constraint mine not null,
    c integer,
    d integer,
    e integer not null
) inherits (public.p);

create table public.k_has (
    not null e,
    c integer not null,
    f integer not null,
    g integer
) inherits (public.p);

create table public.m (
    a integer not null,
    b integer not null
) partition by list (a);

create table public.m1 partition of public.m (
    a not null,
    constraint m1_pkey primary key (a)
) for values in (1);

create table public.m2 partition of public.m for values in (2);

create table public.m3 partition of public.m (
    b not null
) for values in (3);

create table public.m4 (
    a integer not null,
    b integer not null
);

create table public.o (
    a integer not null,
    b integer not null,
    constraint o_pkey primary key (a, b)
) partition by list (a);

create table public.o1 partition of public.o (
    b not null
) for values in (1);

create table public.o2 partition of public.o (
    a not null
) for values in (2);

create sequence public.k_counted_e_seq as integer;

create table public.k_counted (
    a integer not null generated always as identity,
    e integer not null default nextval('public.k_counted_e_seq'::regclass)
) inherits (public.p);

alter sequence public.k_counted_e_seq owned by public.k_counted.e;

commit;
