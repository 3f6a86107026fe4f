-- trueup: renamed from clients
create table customers (
  id bigserial primary key,
  email text not null unique,
  parent_id bigint references customers
);
create index clients_by_email on customers (lower(email));
create table orders (id bigint primary key, client_id bigint references customers);
create view client_emails as select email from customers;
