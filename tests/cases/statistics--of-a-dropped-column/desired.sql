create table orders (id bigint primary key, country text, city text);
create statistics orders_place on country, city from orders;
