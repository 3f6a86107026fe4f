create type order_line as (sku text, quantity bigint);
create function total(lines order_line[]) returns bigint language sql immutable
  as $$ select sum(l.quantity)::bigint from unnest(lines) as l $$;
