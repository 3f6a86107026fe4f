begin;

set local search_path = public;

-- may-fail: fails if a row of public.payments does not satisfy fee >= 0 (0
-- rows)
alter table public.payments validate constraint fee_positive;

commit;
