do $$ begin
  create type plan_interval as enum ('never');
exception when duplicate_object then null;
end $$;
alter type subscription_status add value if not exists 'trialing' before 'active';
alter type subscription_status add value if not exists 'active';
alter type subscription_status add value 'past_due' after 'active';
alter type subscription_status rename value 'canceled' to 'cancelled';
alter table subscriptions add column status subscription_status not null default 'trialing';
alter table subscriptions add column period plan_interval;
alter table subscriptions alter column period set default 'month';
