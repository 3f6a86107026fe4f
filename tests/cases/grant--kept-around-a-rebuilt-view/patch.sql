begin;

drop view public.totals;

-- rewrites-table: writes public.orders again under an access exclusive lock (1
-- row)
alter table public.orders alter column total type bigint;

set local search_path = public;

create view public.totals as
select id, total from orders;

grant select, update (total) on public.totals to case_reader;

comment on view public.totals is 'What was charged';

commit;
