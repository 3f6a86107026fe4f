begin;

drop function public.weeks();

drop materialized view public.best_week;

drop view public.weekly;

drop view public.daily;

set local search_path = public;

create view public.daily as
select day, sum(total) as total from orders group by day;

create view public.weekly as
select date_trunc('week', day) as week, sum(total) as total from daily group by 1;

create function public.weeks()
    returns setof public.weekly
    language sql
    stable
as $$ select * from weekly $$;

create materialized view public.best_week as
select week, total from weekly order by total desc limit 1;

-- blocks-writes: building index public.best_week_key reads public.best_week
-- while writes to it wait (0 rows)
-- may-fail: fails if rows of public.best_week have the same keys for
-- public.best_week_key
create unique index best_week_key on public.best_week (week);

comment on column public.daily.total is 'In cents';

commit;
