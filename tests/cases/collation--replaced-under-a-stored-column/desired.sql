create collation public.sorted (provider = icu, locale = 'und');
create type public.mood as enum ('b', 'a');
create table public.t (
    a text collate public.sorted,
    b public.mood[]
);
alter table public.t
    alter column a set storage external,
    alter column b set storage main;
