create table profiles (id uuid primary key references auth.users on delete cascade, name text);
create table stripe_customers (
  user_id uuid not null references auth.users,
  stripe_customer_id text not null unique
);
