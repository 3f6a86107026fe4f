begin;

-- may-fail: fails if a row of public.p has a null in d (0 rows)
alter table public.p
    alter column b drop not null,
    alter column d set not null;

alter table public.k_clause alter column a set not null;

alter table public.k_column alter column a set not null;

alter table public.q alter column a drop not null;

alter table public.k_both alter column a set not null;

alter table public.m alter column b drop not null;

alter table public.m1 alter column a set not null;

create table public.k_new (
    constraint named not null a,
    d integer not null,
    constraint k_new_pkey primary key (d)
) inherits (public.p);

create table public.k_like (
    a integer not null,
    b integer,
    c text,
    d integer not null
) inherits (public.p);

create table public.m3 partition of public.m (
    a not null,
    b not null
) for values in (3);

create table public.m4 partition of public.m for values in (4);

commit;
