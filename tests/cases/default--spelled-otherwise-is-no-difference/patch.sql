begin;

alter table public.t add column m integer;

commit;
