create table orders (id bigint primary key, total integer, day date);
create view daily as select day, sum(total)::integer as total from orders group by day;
create view weekly as select date_trunc('week', day) as week, sum(total) as total from daily group by 1;
create materialized view best_week as select week, total from weekly order by total desc limit 1;
create unique index best_week_key on best_week (week);
create function weeks() returns setof weekly language sql stable as $$ select * from weekly $$;
comment on column daily.total is 'In cents';
