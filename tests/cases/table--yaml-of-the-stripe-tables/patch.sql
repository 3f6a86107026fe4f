begin;

set local search_path = public;

-- blocks-writes: building the index of
-- public.stripe_customers.stripe_customers_user_id_key reads
-- public.stripe_customers while writes to it wait (1 row)
-- may-fail: fails if rows of public.stripe_customers have the same user_id (0
-- rows)
-- may-fail: fails if a row of public.stripe_customers refers to none of
-- auth.users (0 rows)
alter table public.stripe_customers
    enable row level security,
    alter column email type character varying(320),
    add column stripe_customer_id text,
    add column created_at timestamp with time zone not null default now(),
    add constraint stripe_customers_user_id_key unique (user_id),
    add constraint stripe_customers_stripe_customer_id_key unique (stripe_customer_id),
    add constraint stripe_customers_stripe_customer_id_check check (stripe_customer_id ~ '^cus_'),
    add constraint stripe_customers_user_id_fkey foreign key (user_id) references auth.users (id) on delete cascade;

create type public.subscription_status as enum ('trialing', 'active', 'past_due', 'canceled');

create table public.subscriptions (
    id text not null,
    customer_id bigint not null,
    status public.subscription_status not null default 'trialing',
    period tstzrange not null,
    constraint subscriptions_pkey primary key (id),
    constraint subscriptions_period_check check (not isempty(period))
);

create index subscriptions_open on public.subscriptions (customer_id) where status <> 'canceled';

alter table public.subscriptions add constraint subscriptions_customer_id_fkey foreign key (customer_id) references public.stripe_customers (id) on delete cascade;

create policy "Nobody writes" on public.stripe_customers for insert
    with check (false);

comment on table public.stripe_customers is 'One Stripe customer per user';

commit;
