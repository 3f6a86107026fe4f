create table order_lines (quantity integer not null, unit_amount bigint not null, discount bigint not null default 0);
