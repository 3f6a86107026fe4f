begin;

update public.plans set rank = 3 where id = 'a';

insert into public.plans (id, rank) values ('new', 1);

-- drops-data: deletes rows of public.prices that the files do not have (1 row)
delete from public.prices where (id in ('x', 'y')) is not true;

update public.prices set plan = 'new' where id = 'x';

insert into public.prices (id, plan) values ('y', 'new');

-- drops-data: deletes rows of public.plans that the files do not have (1 row)
delete from public.plans where (id in ('a', 'b', 'new')) is not true;

commit;
