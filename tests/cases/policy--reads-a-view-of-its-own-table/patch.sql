begin;

alter table public.kept alter column more drop default;

drop function public.summed();

alter table public.prices drop constraint dear;

drop function public.cheap(public.prices);

-- drops-data: drops table public.prices (0 rows)
drop table public.prices;

drop view public.sums;

-- drops-data: drops table public.kept (0 rows)
drop table public.kept;

drop policy own on public.accounts;

drop view public.tenants;

-- drops-data: drops table public.accounts (0 rows)
drop table public.accounts;

commit;
