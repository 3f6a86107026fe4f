begin;

alter table public.t
    alter column a type text collate "C",
    alter column a set storage external,
    alter column b type text collate "POSIX";

commit;
