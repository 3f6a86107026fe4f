begin;

create table public.k (
    a integer not null,
    b text default 'x',
    c integer,
    e integer
) inherits (public.p, public.q);

create table public.l (
    d integer,
    c integer not null
) inherits (public.p);

commit;
