create table customers (id bigint primary key, name text, email varchar(100), note text);
create table orders (id bigint primary key, customer_id bigint, total numeric, at timestamptz);
create view report as
  select c.id, name, sum(total) total, max(at) latest
  from customers c
  left join orders o on o.customer_id = c.id
  where email like '%@example.com'
  group by c.id, name
  having count(*) > 1
  order by sum(total) desc
  limit 10;
