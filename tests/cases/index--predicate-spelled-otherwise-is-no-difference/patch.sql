begin;

set local search_path = public;

alter table public.jobs add column note text;

commit;
