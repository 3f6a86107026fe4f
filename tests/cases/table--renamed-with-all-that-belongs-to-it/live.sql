-- trueup: renamed from customers
create table clients (
  id bigserial primary key,
  email text not null unique,
  parent_id bigint references clients
);
create index clients_by_email on clients (lower(email));
create table orders (id bigint primary key, client_id bigint references clients);
create view client_emails as select email from clients;
