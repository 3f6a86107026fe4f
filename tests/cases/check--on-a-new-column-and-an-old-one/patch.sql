begin;

set local search_path = public;

-- blocks-writes: checking public.coupons.one_of_them reads public.coupons while
-- writes to it wait (1 row)
-- may-fail: fails if a row of public.coupons does not satisfy
-- num_nonnulls(percent_off, amount_off) = 1 (0 rows)
-- may-fail: fails if a row of public.coupons does not satisfy percent_off
-- between 1 and 100 (0 rows)
alter table public.coupons
    add column amount_off bigint,
    add constraint one_of_them check (num_nonnulls(percent_off, amount_off) = 1),
    add constraint coupons_percent_off_check check (percent_off between 1 and 100);

commit;
