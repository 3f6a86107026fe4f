create type order_line as (sku text, quantity integer);
create function total(lines order_line[]) returns bigint language sql immutable
  as $$ select sum(l.quantity) from unnest(lines) as l $$;
