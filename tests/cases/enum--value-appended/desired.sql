create type subscription_status as enum ('trialing', 'active', 'canceled', 'past_due');
create table subscriptions (
  id bigint primary key,
  status subscription_status not null default 'trialing'
);
