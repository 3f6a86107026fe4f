-- Production after a set-up script that ran half way, a year ago, and two hot fixes since.
-- The script stopped where an object existed already; what stood behind that line was never made.
\ir ../supabase/platform.sql

create type public.price_type as enum ('one_time', 'recurring');
create type public.price_interval as enum ('day', 'week', 'month', 'year');

create function public.set_updated_at() returns trigger
  language plpgsql
  set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end
$$;

create table public.products (
  id text primary key,
  name text not null check (name <> ''),
  description text,
  active boolean not null default true,
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create trigger products_set_updated_at before update on public.products
  for each row execute function public.set_updated_at();

create table public.prices (
  id text primary key,
  product_id text not null references public.products (id) on delete cascade,
  active boolean not null default true,
  currency character(3) not null,
  unit_amount bigint check (unit_amount >= 0),
  type public.price_type not null,
  recurring_interval public.price_interval,
  recurring_interval_count integer check (recurring_interval_count > 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- A hot fix, made by hand and never written down.
create index prices_active_by_hand on public.prices (active);

insert into public.products (id, name) values ('prod_basic', 'Basic'), ('prod_team', 'Team');
insert into public.prices (id, product_id, currency, unit_amount, type, recurring_interval, recurring_interval_count)
select 'price_' || n, case when n % 2 = 0 then 'prod_basic' else 'prod_team' end, 'eur', n * 100, 'recurring', 'month', 1
from generate_series(1, 500) as n;

-- What other teams keep in the same database: not named by schema/stripe.yaml, so never touched.
create table public.blog_posts (id bigint generated always as identity primary key, title text not null);
insert into public.blog_posts (title) values ('Hello');
