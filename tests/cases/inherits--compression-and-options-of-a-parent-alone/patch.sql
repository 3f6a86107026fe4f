begin;

alter table public.a
    alter column note set storage external,
    alter column note set compression default,
    alter column n reset (n_distinct);

alter table public.b
    alter column note set compression pglz,
    alter column n set (n_distinct=7);

alter table public.p alter column note set compression default;

alter table public.p1 alter column note set compression pglz;

commit;
