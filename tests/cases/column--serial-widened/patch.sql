begin;

set local search_path = public;

-- rewrites-table: writes public.items again under an access exclusive lock (2
-- rows)
alter table public.items alter column id type bigint;

alter sequence public.items_id_seq as bigint;

alter table public.items alter column id set default nextval('public.items_id_seq'::regclass);

commit;
