create table customers (id bigint primary key, name text, email text);
create view customer_list as select id, name from customers;
create view vips as select * from customer_list where id < 100;
