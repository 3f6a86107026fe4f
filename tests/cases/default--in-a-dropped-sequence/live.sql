create sequence order_numbers;
create table orders (id bigint primary key default nextval('order_numbers'), total bigint);
