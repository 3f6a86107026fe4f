create schema billing;
comment on schema billing is 'Everything about money';
create domain billing.email as text check (value ~ '@');
create domain positive_amount as numeric(12, 2) default 0 constraint positive_amount_check check (value >= 0);
create type address as (street text, city text);
create sequence order_numbers as integer start 1000 increment 5 cycle;
create table orders (
  id bigint primary key,
  number integer not null default nextval('order_numbers'),
  total positive_amount,
  email billing.email,
  ship_to address,
  constraint orders_once unique nulls not distinct (number, email)
);
create publication warehouse for table orders (id, number) where (id > 0);
