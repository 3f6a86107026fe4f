create table public.prices (id text primary key, plan text);
create table public.plans (id text primary key, rank int unique);
alter table public.prices add constraint prices_plan_fkey foreign key (plan) references public.plans;
insert into public.plans values ('a', 1), ('b', 2), ('old', 9);
insert into public.prices values ('x', 'old'), ('gone', 'old');
