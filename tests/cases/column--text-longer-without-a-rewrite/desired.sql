create table customers (
  id bigint primary key,
  email varchar(320) not null,
  phone text,
  constraint customers_email_key unique (email)
);
create index customers_by_lower_email on customers (lower(email));
