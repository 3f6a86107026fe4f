create table order_lines (
  quantity integer not null,
  unit_amount bigint not null,
  discount bigint not null default 0,
  total bigint generated always as (quantity * unit_amount - discount) stored
);
create index order_lines_by_total on order_lines (total);
