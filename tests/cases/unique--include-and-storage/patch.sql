begin;

-- blocks-writes: building the index of public.prices.prices_lookup_key_key
-- reads public.prices while writes to it wait (1 row)
-- may-fail: fails if rows of public.prices have the same lookup_key (0 rows)
alter table public.prices
    drop constraint prices_lookup_key_key,
    add constraint prices_lookup_key_key unique (lookup_key) include (amount) with (fillfactor=80);

commit;
