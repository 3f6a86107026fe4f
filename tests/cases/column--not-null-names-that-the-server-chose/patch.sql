begin;

alter table public.account rename column called to name;

commit;
