create table payments (id bigint, at timestamptz, amount bigint);
create materialized view revenue as
  select date_trunc('month', at at time zone 'UTC') as month, sum(amount) as amount from payments group by 1;
create unique index revenue_key on revenue (month);
create index revenue_by_amount on revenue (amount desc);
create materialized view later with (fillfactor = 80) as select id from payments with no data;
comment on materialized view revenue is 'By month';
