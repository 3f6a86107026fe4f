begin;

create table public.products (
    id text not null,
    name text not null,
    active boolean not null default true,
    constraint products_pkey primary key (id)
);

set local search_path = public;

create table public.prices (
    id text not null,
    product_id text not null,
    unit_amount bigint not null,
    currency character(3) not null,
    metadata jsonb not null default '{}',
    constraint prices_pkey primary key (id),
    constraint prices_unit_amount_check check (unit_amount >= 0)
);

create table public.subscriptions (
    id text not null,
    customer_id bigint not null,
    price_id text not null,
    status text not null default 'trialing',
    current_period tstzrange not null,
    constraint subscriptions_pkey primary key (id),
    constraint subscriptions_status_check check (status in ('trialing', 'active', 'past_due', 'canceled'))
);

alter table public.subscriptions
    enable row level security,
    add constraint subscriptions_customer_id_fkey foreign key (customer_id) references public.stripe_customers (id) on delete cascade,
    add constraint subscriptions_price_id_fkey foreign key (price_id) references public.prices (id);

-- blocks-writes: building the index of
-- public.stripe_customers.stripe_customers_user_id_key reads
-- public.stripe_customers while writes to it wait (1 row)
-- may-fail: fails if rows of public.stripe_customers have the same user_id (0
-- rows)
-- may-fail: fails if a row of public.stripe_customers refers to none of
-- auth.users (0 rows)
alter table public.stripe_customers
    add column stripe_customer_id text,
    add constraint stripe_customers_user_id_key unique (user_id),
    add constraint stripe_customers_stripe_customer_id_key unique (stripe_customer_id),
    add constraint stripe_customers_stripe_customer_id_check check (stripe_customer_id ~ '^cus_'),
    add constraint stripe_customers_user_id_fkey foreign key (user_id) references auth.users (id) on delete cascade;

create index prices_product_id_idx on public.prices (product_id);

create index subscriptions_by_customer on public.subscriptions (customer_id, status);

alter table public.prices add constraint prices_product_id_fkey foreign key (product_id) references public.products (id);

create policy "Own subscriptions" on public.subscriptions for select
    using (customer_id in (select c.id from stripe_customers c where c.user_id = auth.uid()));

commit;
