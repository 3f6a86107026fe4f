create table customers (id bigint primary key, name text, email text);
create view customer_list as select id, name, email, id % 10 as shard from customers where name is not null;
create view vips as select id, name from customer_list where id < 100;
