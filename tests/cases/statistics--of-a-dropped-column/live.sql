create table orders (id bigint primary key, country text, city text, zip text);
create statistics orders_place on country, city, zip from orders;
