create type subscription_status as enum ('trialing', 'active', 'past_due', 'canceled');
create table stripe_customers (
  id bigint generated always as identity primary key,
  user_id uuid not null unique references auth.users (id) on delete cascade,
  email varchar(320),
  stripe_customer_id text unique check (stripe_customer_id ~ '^cus_'),
  created_at timestamptz not null default now()
);
comment on table stripe_customers is 'One Stripe customer per user';
alter table stripe_customers enable row level security;
create policy "Nobody writes" on stripe_customers for insert with check (false);
create table subscriptions (
  id text primary key,
  customer_id bigint not null references stripe_customers on delete cascade,
  status subscription_status not null default 'trialing',
  period tstzrange not null,
  check (not isempty(period))
);
create index subscriptions_open on subscriptions (customer_id) where status <> 'canceled';
