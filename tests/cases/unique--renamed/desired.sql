create table customers (
  email text,
  -- trueup: renamed from customers_email_unique
  constraint customers_email_key unique (email)
);
