create table customers (id bigint primary key, name text, email varchar(100));
create table orders (id bigint primary key, customer_id bigint, total numeric, at timestamptz);
create view report as
 SELECT c.id,
    c.name,
    sum(o.total) AS total,
    max(o.at) AS latest
   FROM (customers c
     LEFT JOIN orders o ON ((o.customer_id = c.id)))
  WHERE ((c.email)::text ~~ '%@example.com'::text)
  GROUP BY c.id, c.name
 HAVING (count(*) > 1)
  ORDER BY (sum(o.total)) DESC
 LIMIT 10;
