create table orders (id bigint primary key, total bigint);
create function total_of(order_id bigint) returns bigint language sql stable
  begin atomic
    select total from orders where id = order_id;
  end;
create function twice(a integer) returns integer language sql immutable return a * 2;
