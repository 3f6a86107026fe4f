create table orders (id bigint primary key, country text, city text, placed date);
create statistics orders_place on country, city from orders;
create statistics orders_old (ndistinct) on country, placed from orders;
create statistics orders_tuned (mcv) on city, placed from orders;
alter statistics orders_tuned set statistics 50;
