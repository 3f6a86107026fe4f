begin;

-- blocks-writes: building the index of public.products.products_sku_key reads
-- public.products while writes to it wait (1 row)
-- may-fail: fails if rows of public.products have the same sku (0 rows)
alter table public.products add constraint products_sku_key unique (sku);

-- blocks-writes: checking public.stock.stock_sku_fkey reads public.stock while
-- writes to it wait (1 row)
-- may-fail: fails if a row of public.stock refers to none of public.products (0
-- rows)
alter table public.stock add constraint stock_sku_fkey foreign key (sku) references public.products (sku) on update cascade;

commit;
