begin;

set local search_path = public;

-- blocks-writes: checking public.payments.small reads public.payments while
-- writes to it wait (1 row)
-- may-fail: fails if a row of public.payments does not satisfy amount < 1000000
-- (0 rows)
alter table public.payments
    add constraint small check (amount < 1000000) no inherit,
    add constraint fee_positive check (fee >= 0) not valid;

commit;
