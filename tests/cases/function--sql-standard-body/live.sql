create table orders (id bigint primary key, total bigint);
create function total_of(order_id bigint) returns bigint language sql stable as $$ select total from orders where id = order_id $$;
