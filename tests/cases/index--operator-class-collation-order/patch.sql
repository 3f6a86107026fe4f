begin;

drop index public.products_1;

set local search_path = public;

-- blocks-writes: building index public.products_1 reads public.products while
-- writes to it wait (0 rows)
create index products_1 on public.products (sku text_pattern_ops);

drop index public.products_2;

-- blocks-writes: building index public.products_2 reads public.products while
-- writes to it wait (0 rows)
create index products_2 on public.products (name collate "C" desc nulls last);

drop index public.products_3;

-- blocks-writes: building index public.products_3 reads public.products while
-- writes to it wait (0 rows)
create index products_3 on public.products (price nulls first, added desc);

commit;
