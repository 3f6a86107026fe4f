create table public.prices (id text primary key, plan text);
create table public.plans (id text primary key, rank int unique);
alter table public.prices add constraint prices_plan_fkey foreign key (plan) references public.plans;
-- trueup: rows exact
insert into public.plans values ('a', 3), ('b', 2), ('new', 1);
-- trueup: rows exact
insert into public.prices values ('x', 'new'), ('y', 'new');
