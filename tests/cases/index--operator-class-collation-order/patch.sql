begin;

drop index public.products_1;

drop index public.products_2;

drop index public.products_3;

set local search_path = public;

-- blocks-writes: building index public.products_1 reads public.products while
-- writes to it wait (0 rows)
create index products_1 on public.products (sku text_pattern_ops);

-- blocks-writes: building index public.products_2 reads public.products while
-- writes to it wait (0 rows)
create index products_2 on public.products (name collate "C" desc nulls last);

-- blocks-writes: building index public.products_3 reads public.products while
-- writes to it wait (0 rows)
create index products_3 on public.products (price nulls first, added desc);

commit;
