begin;

-- may-fail: fails if a row of public.products has a null in id (0 rows)
-- blocks-writes: building the index of public.products.products_pkey reads
-- public.products while writes to it wait (1 row)
-- may-fail: fails if rows of public.products have the same id (0 rows)
alter table public.products
    alter column id set not null,
    add constraint products_pkey primary key (id);

-- may-fail: fails if a row of public.prices has a null in product_id (0 rows)
-- may-fail: fails if a row of public.prices has a null in currency (0 rows)
-- blocks-writes: building the index of public.prices.prices_key reads
-- public.prices while writes to it wait (1 row)
-- may-fail: fails if rows of public.prices have the same product_id, currency
-- (0 rows)
alter table public.prices
    alter column product_id set not null,
    alter column currency set not null,
    add constraint prices_key primary key (product_id, currency) include (amount);

commit;
