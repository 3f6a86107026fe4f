begin;

create type public.payment_status as enum ('pending', 'succeeded', 'failed');

set local search_path = public;

-- rewrites-table: writes public.payments again under an access exclusive lock
-- (2 rows)
alter table public.payments
    alter column status drop default,
    drop constraint payments_status_check,
    alter column status type public.payment_status using status::public.payment_status,
    alter column status set default 'pending';

commit;
