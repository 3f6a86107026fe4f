-- The row is the object.
create table public.customers (id int primary key, stripe_customer_id text); -- found stripe-id-without-unique
create table public.stripe_subscriptions (id int primary key, stripe_subscription_id text); -- found stripe-id-without-unique
create table public.webhook_events (id int primary key, stripe_event_id varchar(255)); -- found stripe-id-without-unique
create table public.plans (id int primary key, stripe_id text); -- found stripe-id-without-unique
create table public.billing_customers (id int primary key, reference text check (reference ~ '^cus_')); -- found stripe-id-without-unique
create table public.invoices (id int primary key, number text check (number like 'in\_%')); -- found stripe-id-without-unique

-- Who pays has one customer.
create table public.users (id int primary key, stripe_customer_id text); -- found stripe-id-without-unique
create table public.billing (user_id int primary key references public.users (id), stripe_customer_id text); -- found stripe-id-without-unique

-- An index that does not stand for all.
create table public.products (id int primary key, stripe_product_id text, live boolean); -- found stripe-id-without-unique
create unique index on public.products (stripe_product_id) where live;

-- Unique, in whatever way.
create table public.prices (stripe_price_id text primary key);
create table public.coupons (id int primary key, stripe_coupon_id text unique);
create table public.refunds (id int primary key, stripe_refund_id text);
create unique index on public.refunds (stripe_refund_id);
create table public.charges (id int primary key, stripe_charge_id text);
create unique index on public.charges (stripe_charge_id) where stripe_charge_id is not null;
create table public.accounts (id int primary key, livemode boolean, stripe_customer_id text, unique (stripe_customer_id, livemode));

-- What refers to an object of another row.
create table public.subscriptions (id text primary key, stripe_customer_id text not null, stripe_price_id text);
create table public.payments (id text primary key, stripe_customer_id text references public.coupons (stripe_coupon_id)); -- found foreign-key-without-index
create table public.orders (id int primary key, user_id int, stripe_customer_id text);

-- What is no id of Stripe, or no text.
create table public.sessions (id int primary key, session_id text, stripe_customer_id bigint);
