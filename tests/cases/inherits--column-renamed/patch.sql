begin;

alter table public.base rename column code to label;

commit;
