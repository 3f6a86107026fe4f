begin;

-- drops-data: drops table public.totals (0 rows)
drop table public.totals;

set local search_path = public;

create view public.totals as
select id, total from orders;

commit;
