begin;

drop function public.plan_name(bigint);

alter table public.subscriptions drop constraint subscriptions_plan_id_fkey;

drop view public.plan_names;

-- drops-data: drops table public.plans (0 rows)
drop table public.plans;

commit;
