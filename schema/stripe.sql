-- The tables that mirror Stripe in the database: who pays, for what, and what Stripe has told us.
-- stripe.yaml says the same in YAML; a test holds the two together.
--
-- It stands on a platform such as Supabase, which owns what is referred to and not defined here:
-- the table auth.users, the function auth.uid(), and the roles anon, authenticated and service_role.
-- examples/supabase/platform.sql has stubs of them for a plain PostgreSQL.

create type public.price_type as enum ('one_time', 'recurring');

create type public.price_interval as enum ('day', 'week', 'month', 'year');

create type public.subscription_status as enum (
  'incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'canceled', 'unpaid', 'paused'
);
comment on type public.subscription_status is 'The states that Stripe gives a subscription.';

create type public.invoice_status as enum ('draft', 'open', 'paid', 'uncollectible', 'void');

create function public.set_updated_at() returns trigger
  language plpgsql
  set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end
$$;
comment on function public.set_updated_at() is 'Notes the time of a change; run before each update.';

-- Customers ---------------------------------------------------------------------------------------

create table public.stripe_customers (
  id bigint generated always as identity primary key,
  user_id uuid not null unique references auth.users (id) on delete cascade,
  stripe_customer_id text not null unique check (stripe_customer_id ~ '^cus_'),
  created_at timestamptz not null default now()
);
comment on table public.stripe_customers is 'Which Stripe customer a user is.';
comment on column public.stripe_customers.stripe_customer_id is 'The customer at Stripe, cus_…';

alter table public.stripe_customers enable row level security;
create policy "Users read their own customer" on public.stripe_customers
  for select to authenticated
  using (user_id = (select auth.uid()));

revoke all on public.stripe_customers from anon, authenticated;
grant select on public.stripe_customers to authenticated;
grant select, insert, update, delete on public.stripe_customers to service_role;

-- Products ----------------------------------------------------------------------------------------

create table public.products (
  id text primary key,
  name text not null check (name <> ''),
  description text,
  active boolean not null default true,
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.products is 'What is sold, as Stripe knows it.';
comment on column public.products.id is 'The product at Stripe, prod_…';

create trigger products_set_updated_at before update on public.products
  for each row execute function public.set_updated_at();

alter table public.products enable row level security;
create policy "Everyone reads products on sale" on public.products
  for select to anon, authenticated
  using (active);

revoke all on public.products from anon, authenticated;
grant select on public.products to anon, authenticated;
grant select, insert, update, delete on public.products to service_role;

-- Prices ------------------------------------------------------------------------------------------

create table public.prices (
  id text primary key,
  product_id text not null references public.products (id) on delete cascade,
  active boolean not null default true,
  currency text not null check (currency ~ '^[a-z]{3}$'),
  unit_amount bigint check (unit_amount >= 0),
  type public.price_type not null,
  recurring_interval public.price_interval,
  recurring_interval_count integer check (recurring_interval_count > 0),
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint prices_recurring_check check (
    (type = 'recurring') = (recurring_interval is not null)
    and (recurring_interval is null) = (recurring_interval_count is null)
  )
);
comment on table public.prices is 'What a product costs: once, or for each period.';
comment on column public.prices.unit_amount is 'In the smallest unit of the currency; null where Stripe computes it from tiers.';

create index prices_product_id_idx on public.prices (product_id);

create trigger prices_set_updated_at before update on public.prices
  for each row execute function public.set_updated_at();

alter table public.prices enable row level security;
create policy "Everyone reads prices on sale" on public.prices
  for select to anon, authenticated
  using (active);

revoke all on public.prices from anon, authenticated;
grant select on public.prices to anon, authenticated;
grant select, insert, update, delete on public.prices to service_role;

-- Subscriptions -----------------------------------------------------------------------------------

create table public.subscriptions (
  id text primary key,
  customer_id bigint not null references public.stripe_customers (id) on delete cascade,
  price_id text not null references public.prices (id),
  status public.subscription_status not null,
  quantity integer not null default 1 check (quantity >= 0),
  cancel_at_period_end boolean not null default false,
  current_period_start timestamptz not null,
  current_period_end timestamptz not null,
  trial_end timestamptz,
  canceled_at timestamptz,
  ended_at timestamptz,
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint subscriptions_period_check check (current_period_end > current_period_start)
);
comment on table public.subscriptions is 'Who has subscribed to which price, and until when it is paid.';
comment on column public.subscriptions.ended_at is 'When it ended for good; a cancelled subscription may still run to the end of its period.';

create index subscriptions_customer_id_idx on public.subscriptions (customer_id);
create index subscriptions_price_id_idx on public.subscriptions (price_id);
create index subscriptions_renewal_idx on public.subscriptions (current_period_end)
  where status in ('trialing', 'active', 'past_due');

create trigger subscriptions_set_updated_at before update on public.subscriptions
  for each row execute function public.set_updated_at();

alter table public.subscriptions enable row level security;
create policy "Users read their own subscriptions" on public.subscriptions
  for select to authenticated
  using (customer_id in (select c.id from public.stripe_customers c where c.user_id = (select auth.uid())));

revoke all on public.subscriptions from anon, authenticated;
grant select on public.subscriptions to authenticated;
grant select, insert, update, delete on public.subscriptions to service_role;

-- Invoices ----------------------------------------------------------------------------------------

create table public.invoices (
  id text primary key,
  -- An account with invoices cannot be deleted: the books must be kept.
  customer_id bigint not null references public.stripe_customers (id) on delete restrict,
  subscription_id text references public.subscriptions (id) on delete set null,
  number text unique,
  status public.invoice_status not null,
  currency text not null check (currency ~ '^[a-z]{3}$'),
  amount_due bigint not null,
  amount_paid bigint not null default 0 check (amount_paid >= 0),
  amount_remaining bigint generated always as (amount_due - amount_paid) stored,
  hosted_invoice_url text,
  due_at timestamptz,
  paid_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint invoices_paid_at_check check (status <> 'paid' or paid_at is not null)
);
comment on table public.invoices is 'What a customer owes and has paid.';
comment on column public.invoices.number is 'The number printed on it; a draft has none yet.';

create index invoices_customer_id_idx on public.invoices (customer_id, created_at desc);
create index invoices_subscription_id_idx on public.invoices (subscription_id);
create index invoices_open_idx on public.invoices (due_at) where status = 'open';

create trigger invoices_set_updated_at before update on public.invoices
  for each row execute function public.set_updated_at();

alter table public.invoices enable row level security;
create policy "Users read their own invoices" on public.invoices
  for select to authenticated
  using (
    status <> 'draft'
    and customer_id in (select c.id from public.stripe_customers c where c.user_id = (select auth.uid()))
  );

revoke all on public.invoices from anon, authenticated;
grant select on public.invoices to authenticated;
grant select, insert, update, delete on public.invoices to service_role;

-- Payment methods ---------------------------------------------------------------------------------

create table public.payment_methods (
  id text primary key,
  customer_id bigint not null references public.stripe_customers (id) on delete cascade,
  type text not null,
  card_brand text,
  card_last4 text check (card_last4 ~ '^[0-9]{4}$'),
  card_exp_month smallint check (card_exp_month between 1 and 12),
  card_exp_year smallint,
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint payment_methods_card_check check (type <> 'card' or card_last4 is not null)
);
comment on table public.payment_methods is 'How a customer pays: what may be shown of it, never the number of a card.';

create index payment_methods_customer_id_idx on public.payment_methods (customer_id);
create unique index payment_methods_one_default_idx on public.payment_methods (customer_id) where is_default;

create trigger payment_methods_set_updated_at before update on public.payment_methods
  for each row execute function public.set_updated_at();

alter table public.payment_methods enable row level security;
create policy "Users read their own payment methods" on public.payment_methods
  for select to authenticated
  using (customer_id in (select c.id from public.stripe_customers c where c.user_id = (select auth.uid())));

revoke all on public.payment_methods from anon, authenticated;
grant select on public.payment_methods to authenticated;
grant select, insert, update, delete on public.payment_methods to service_role;

-- Webhook events ----------------------------------------------------------------------------------

create table public.webhook_events (
  id text primary key,
  type text not null,
  api_version text,
  livemode boolean not null,
  payload jsonb not null check (jsonb_typeof(payload) = 'object'),
  received_at timestamptz not null default now(),
  processed_at timestamptz,
  attempts integer not null default 0 check (attempts >= 0),
  last_error text
);
comment on table public.webhook_events is 'Every event that Stripe has sent, once: the key makes a repeated delivery harmless.';
comment on column public.webhook_events.processed_at is 'When it was carried out; null while it waits.';

create index webhook_events_waiting_idx on public.webhook_events (received_at) where processed_at is null;

-- No policy: only service_role, whom row security does not bind, reads and writes events.
alter table public.webhook_events enable row level security;

revoke all on public.webhook_events from anon, authenticated;
grant select, insert, update, delete on public.webhook_events to service_role;
