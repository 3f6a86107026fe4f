create collation public.sorted from "POSIX";
create type public.mood as enum ('a', 'b');
create table public.t (
    a text collate public.sorted,
    b public.mood[]
);
alter table public.t
    alter column a set storage external,
    alter column b set storage main;
