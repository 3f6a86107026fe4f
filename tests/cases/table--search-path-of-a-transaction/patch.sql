begin;

create table b.within (
    x integer
);

create table a.behind (
    x integer
);

create table public.reset_all (
    x integer
);

create table public.discarded (
    x integer
);

create table b.configured (
    x integer
);

create table a.last (
    x integer
);

commit;
