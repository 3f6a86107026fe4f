begin;

drop view public.big_totals;

drop materialized view public.totals;

set local search_path = public;

create materialized view public.totals as
select kind, sum(amount) as amount, count(*) as number from payments where amount > 0 group by kind;

-- blocks-writes: building index public.totals_key reads public.totals while
-- writes to it wait (0 rows)
-- may-fail: fails if rows of public.totals have the same keys for
-- public.totals_key
create unique index totals_key on public.totals (kind);

create view public.big_totals as
select kind from totals where amount > 100;

commit;
