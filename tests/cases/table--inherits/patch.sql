begin;

alter table public.contracts inherit public.documents;

commit;
