create table customers (id integer primary key);
create table invoices (
  id integer primary key,
  customer_id integer not null references customers on delete cascade
);
