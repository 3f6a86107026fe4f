begin;

set local search_path = public;

-- blocks-writes: checking public.prices.prices_currency_check reads
-- public.prices while writes to it wait (2 rows)
-- may-fail: fails if a row of public.prices does not satisfy made > '2000-01-
-- 01'
alter table public.prices
    add column currency text not null default 'eur',
    add column code text default 'EUR',
    add column note text,
    add column made timestamp with time zone default now(),
    add constraint prices_currency_check check (currency ~ '^[a-z]{3}$'),
    add constraint prices_code_check check (prices.code <> '' and length(code) = 3),
    add constraint prices_note_check check (note <> ''),
    add constraint prices_made_check check (made > '2000-01-01');

commit;
