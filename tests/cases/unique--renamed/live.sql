create table customers (
  email text,
  -- trueup: renamed from customers_email_key
  constraint customers_email_unique unique (email)
);
