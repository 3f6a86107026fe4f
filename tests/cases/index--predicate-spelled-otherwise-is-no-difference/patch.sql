begin;

alter table public.jobs add column note text;

commit;
