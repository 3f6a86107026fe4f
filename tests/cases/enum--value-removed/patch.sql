begin;

drop function public.is_open(public.subscription_status);

drop view public.active_subscriptions;

alter type public.subscription_status rename to subscription_status_old;

create type public.subscription_status as enum ('trialing', 'active', 'canceled');

drop index public.subscriptions_open;

set local search_path = public;

-- rewrites-table: writes public.subscriptions again under an access exclusive
-- lock (3 rows)
-- may-fail: fails if a row of public.subscriptions holds 'unpaid' of
-- public.subscription_status (0 rows)
-- blocks-writes: checking public.subscriptions.canceled_has_a_date reads
-- public.subscriptions while writes to it wait (3 rows)
-- may-fail: fails if a row of public.subscriptions does not satisfy status <>
-- 'canceled' or canceled_at is not null (0 rows)
alter table public.subscriptions
    alter column status drop default,
    drop constraint canceled_has_a_date,
    alter column status type public.subscription_status using status::text::public.subscription_status,
    alter column status set default 'trialing',
    add constraint canceled_has_a_date check (status <> 'canceled' or canceled_at is not null);

drop type public.subscription_status_old;

create function public.is_open(status public.subscription_status)
    returns boolean
    language sql
    immutable
as $$ select status <> 'canceled' $$;

-- blocks-writes: building index public.subscriptions_open reads
-- public.subscriptions while writes to it wait (3 rows)
create index subscriptions_open on public.subscriptions (id) where status <> 'canceled';

create view public.active_subscriptions as
select id, status from subscriptions where status in ('trialing', 'active');

commit;
