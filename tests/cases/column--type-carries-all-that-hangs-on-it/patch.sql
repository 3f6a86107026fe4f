begin;

drop view public.large_payments;

drop trigger payments_amount_changed on public.payments;

drop policy small_ones on public.payments;

set local search_path = public;

-- rewrites-table: writes public.payments again under an access exclusive lock
-- (2 rows)
alter table public.payments
    drop column net,
    alter column amount type bigint,
    alter column amount set default 0,
    add column net integer generated always as (amount - fee) stored;

create view public.large_payments as
select id, amount from payments where amount > 1000;

create trigger payments_amount_changed
    before update of amount on public.payments
    for each row
    when (new.amount is distinct from old.amount)
    execute function public.touch();

create policy small_ones on public.payments for select
    using (amount < 500);

commit;
