create table customers (id bigint primary key);
create table invoices (
  id integer primary key,
  customer_id bigint not null references customers on delete cascade
);
