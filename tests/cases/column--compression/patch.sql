begin;

set local search_path = public;

alter table public.documents
    alter column body set compression pglz,
    add column added bytea compression pglz;

commit;
