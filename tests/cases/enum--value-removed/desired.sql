create type subscription_status as enum ('trialing', 'active', 'canceled');
create table subscriptions (
  id bigint primary key,
  status subscription_status not null default 'trialing',
  canceled_at timestamptz,
  constraint canceled_has_a_date check (status <> 'canceled' or canceled_at is not null)
);
create index subscriptions_open on subscriptions (id) where status <> 'canceled';
create view active_subscriptions as select id, status from subscriptions where status in ('trialing', 'active');
create function is_open(status subscription_status) returns boolean
  language sql immutable
  as $$ select status <> 'canceled' $$;
