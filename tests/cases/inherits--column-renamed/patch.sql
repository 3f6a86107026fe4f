begin;

set local search_path = public;

alter table public.base rename column code to label;

commit;
