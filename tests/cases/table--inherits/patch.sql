begin;

set local search_path = public;

alter table public.contracts inherit public.documents;

commit;
