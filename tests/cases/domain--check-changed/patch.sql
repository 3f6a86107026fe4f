begin;

set local search_path = public;

alter domain public.percentage drop constraint percentage_range;

-- blocks-writes: checking public.percentage against percentage_range reads
-- public.coupons while writes to it wait (2 rows)
-- may-fail: fails if a row of public.coupons violates percentage_range
alter domain public.percentage add constraint percentage_range check (value > 0 and value <= 100);

commit;
