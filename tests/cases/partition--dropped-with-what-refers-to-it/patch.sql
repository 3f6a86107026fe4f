begin;

-- drops-data: drops table public.payments (0 rows)
drop table public.payments;

-- drops-data: drops table public.accounts_asia_1 (0 rows)
drop table public.accounts_asia_1;

-- drops-data: drops table public.accounts_asia and what partitions it still has
-- (0 rows)
drop table public.accounts_asia;

-- drops-data: drops table public.accounts_europe (0 rows)
drop table public.accounts_europe;

-- drops-data: drops table public.accounts and what partitions it still has (0
-- rows)
drop table public.accounts;

alter table public.folders drop constraint folders_parent_fkey;

-- drops-data: drops table public.folders_0 (0 rows)
drop table public.folders_0;

-- drops-data: drops table public.folders_1 (0 rows)
drop table public.folders_1;

-- drops-data: drops table public.folders and what partitions it still has (0
-- rows)
drop table public.folders;

alter table public.reports drop constraint reports_month_fkey;

-- drops-data: drops table public.months_2025 (0 rows)
drop table public.months_2025;

commit;
