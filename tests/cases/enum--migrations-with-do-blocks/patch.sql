begin;

create type public.subscription_status as enum ('trialing', 'active', 'past_due', 'cancelled');

create type public.plan_interval as enum ('month', 'year');

alter table public.subscriptions
    add column status public.subscription_status not null default 'trialing',
    add column period public.plan_interval default 'month';

commit;
