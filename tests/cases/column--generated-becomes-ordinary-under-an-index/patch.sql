begin;

drop index public.items_key;

alter table public.items alter column label drop expression;

-- rewrites-table: writes public.items again under an access exclusive lock (0
-- rows)
-- drops-data: drops column public.items.id (0 values)
alter table public.items
    alter column label type character varying(20),
    drop column id,
    add column size integer;

-- blocks-writes: building index public.items_key reads public.items while
-- writes to it wait (0 rows)
create unique index items_key on public.items (size, label);

commit;
