create table orders (id bigint, customer_id bigint);
-- trueup: renamed from orders_customer_id_idx
create index orders_by_customer on orders (customer_id);
