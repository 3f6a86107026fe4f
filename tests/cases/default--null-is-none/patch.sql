begin;

alter table public.t alter column f drop default;

commit;
