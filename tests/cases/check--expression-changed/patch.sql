begin;

set local search_path = public;

-- blocks-writes: checking public.prices.prices_currency_check reads
-- public.prices while writes to it wait (1 row)
-- may-fail: fails if a row of public.prices does not satisfy currency in
-- ('eur', 'usd', 'chf') (0 rows)
alter table public.prices
    drop constraint prices_currency_check,
    add constraint prices_currency_check check (currency in ('eur', 'usd', 'chf'));

commit;
