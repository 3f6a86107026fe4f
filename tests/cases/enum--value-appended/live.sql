create type subscription_status as enum ('trialing', 'active', 'canceled');
create table subscriptions (
  id bigint primary key,
  status subscription_status not null default 'trialing'
);
