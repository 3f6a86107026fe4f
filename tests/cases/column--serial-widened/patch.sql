begin;

alter sequence public.items_id_seq as bigint;

-- rewrites-table: writes public.items again under an access exclusive lock (2
-- rows)
alter table public.items
    alter column id type bigint,
    alter column id set default nextval('public.items_id_seq'::regclass);

commit;
