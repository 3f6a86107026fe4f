begin;

set local search_path = public;

alter table public.account rename column called to name;

commit;
