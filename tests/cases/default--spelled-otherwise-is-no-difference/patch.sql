begin;

set local search_path = public;

alter table public.t add column m integer;

commit;
