begin;

set local search_path = public;

create materialized view public.revenue as
select date_trunc('month', at at time zone 'UTC') as month, sum(amount) as amount from payments group by 1;

create unique index revenue_key on public.revenue (month);

create index revenue_by_amount on public.revenue (amount desc);

create materialized view public.later with (fillfactor=80) as
select id from payments
with no data;

comment on materialized view public.revenue is 'By month';

commit;
