begin;

alter table public.documents
    alter column body set compression pglz,
    add column added bytea compression pglz;

commit;
