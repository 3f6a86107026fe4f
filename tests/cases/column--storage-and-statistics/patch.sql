begin;

set local search_path = public;

alter table public.documents
    alter column body set storage external,
    alter column blob set statistics 0,
    alter column title set statistics -1,
    alter column title set (n_distinct=-0.5);

commit;
