begin;

alter table public.countries
    alter column code type text collate "C",
    alter column name type text collate "POSIX",
    alter column native type text collate pg_catalog."default";

commit;
