create table orders (id bigint primary key, country text, city text, placed date);
create statistics orders_place (mcv, dependencies) on city, country from orders;
create schema tuning;
create statistics tuning.orders_month on country, (date_trunc('month', placed::timestamp)) from orders;
create statistics orders_tuned (mcv) on city, placed from orders;
alter statistics orders_tuned set statistics 100;
comment on statistics orders_tuned is 'For the report by city.';
