create table customers (id bigint primary key, email text);
create unique index customers_email on customers (email);
