begin;

-- drops-data: drops table public.other (0 rows)
drop table public.other;

create table public.p (
    a integer default 5,
    b text compression pglz,
    c text not null,
    d integer,
    n integer
);

alter table public.p
    alter column b set storage external,
    alter column n set (n_distinct=3);

create table public.c1 (
    a integer,
    b text,
    c text
) inherits (public.p);

alter table public.c1 alter column a drop default;

create table public.c2 (
    a integer default 7,
    b text
) inherits (public.p);

alter table public.c2
    alter column b set storage main,
    alter column b set compression default;

create table public.c3 (
    b text,
    n integer
) inherits (public.p);

create table public.c4 (
    b text,
    n integer
) inherits (public.p);

alter table public.c4
    alter column n set statistics 9,
    alter column n set (n_distinct=4);

create table public.q (
    a integer,
    b text compression pglz
) partition by list (a);

alter table public.q alter column b set storage external;

create table public.q1 partition of public.q for values in (1);

create table public.q2 partition of public.q for values in (2);

alter table public.q2
    alter column b set storage main,
    alter column b set compression default;

create table public.q3 partition of public.q for values in (3);

alter table public.q3
    alter column b set storage extended,
    alter column b set compression default;

create table public.c5 (
    a integer,
    b text
) inherits (public.p);

alter table public.c5 alter column a drop default;

commit;
