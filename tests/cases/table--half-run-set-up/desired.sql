create table stripe_customers (
  id bigint generated always as identity primary key,
  user_id uuid not null unique references auth.users (id) on delete cascade,
  stripe_customer_id text unique check (stripe_customer_id ~ '^cus_'),
  created_at timestamptz not null default now()
);
create table products (
  id text primary key,
  name text not null,
  active boolean not null default true
);
create table prices (
  id text primary key,
  product_id text not null references products,
  unit_amount bigint not null check (unit_amount >= 0),
  currency char(3) not null,
  metadata jsonb not null default '{}'
);
create index on prices (product_id);
create table subscriptions (
  id text primary key,
  customer_id bigint not null references stripe_customers on delete cascade,
  price_id text not null references prices,
  status text not null default 'trialing' check (status in ('trialing', 'active', 'past_due', 'canceled')),
  current_period tstzrange not null
);
create index subscriptions_by_customer on subscriptions (customer_id, status);
alter table subscriptions enable row level security;
create policy "Own subscriptions" on subscriptions for select
  using (customer_id in (select c.id from stripe_customers c where c.user_id = auth.uid()));
