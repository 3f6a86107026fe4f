begin;

alter table public.prices drop constraint prices_currency_fkey;

drop index public.currencies_code;

-- blocks-writes: building index public.currencies_code reads public.currencies
-- while writes to it wait (0 rows)
create index currencies_code on public.currencies (code);

commit;
