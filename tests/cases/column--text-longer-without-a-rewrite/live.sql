create table customers (
  id bigint primary key,
  email varchar(100) not null,
  phone varchar(20),
  constraint customers_email_key unique (email)
);
create index customers_by_lower_email on customers (lower(email));
