begin;

-- drops-data: deletes rows of public.plans that the files do not have (2 rows)
delete from public.plans where (id in ('free', 'pro')) is not true;

insert into public.plans (id, name, price) values ('pro', 'Pro', 12);

commit;
