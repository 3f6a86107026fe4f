create table customers (id bigint, name text, constraint customers_key primary key (id) include (name));
create table orders (customer_id bigint, total bigint);
create view totals as select c.id, c.name, sum(o.total) as total from customers c join orders o on o.customer_id = c.id group by c.id;
