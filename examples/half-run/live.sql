-- Production after the set-up script, schema/stripe.sql, ran half way: its role lacked REFERENCES on auth.users, so that stripe_customers
-- failed, and with it every key and policy that refers to it; psql went on. A year of hot fixes by hand came on top.
\ir ../supabase/platform.sql
\ir ../../schema/stripe.sql
set client_min_messages = warning;
drop table public.stripe_customers cascade;

alter table public.prices drop column metadata, drop constraint prices_currency_check, alter column currency type character(3);
create index prices_active_by_hand on public.prices (active);

insert into public.products (id, name) values ('prod_basic', 'Basic'), ('prod_team', 'Team');
insert into public.prices (id, product_id, currency, unit_amount, type, recurring_interval, recurring_interval_count)
select 'price_' || n, case when n % 2 = 0 then 'prod_basic' else 'prod_team' end, 'eur', n * 100, 'recurring', 'month', 1
from generate_series(1, 500) as n;

-- What other teams keep in the same database: not named by schema/stripe.yaml, so never touched.
create table public.blog_posts (id bigint generated always as identity primary key, title text not null);
insert into public.blog_posts (title) values ('Hello');
