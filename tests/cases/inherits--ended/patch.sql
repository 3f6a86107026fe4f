begin;

alter table public.contracts no inherit public.docs;

commit;
