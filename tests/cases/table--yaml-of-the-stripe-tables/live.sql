create table stripe_customers (
  id bigint generated always as identity primary key,
  user_id uuid not null,
  email varchar(100)
);
