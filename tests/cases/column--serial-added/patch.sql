begin;

create sequence public.items_id_seq as integer;

create sequence public.items_rank_seq as smallint;

-- rewrites-table: writes public.items again under an access exclusive lock (2
-- rows)
-- blocks-writes: building the index of public.items.items_pkey reads
-- public.items while writes to it wait (2 rows)
alter table public.items
    add column id integer not null default nextval('public.items_id_seq'::regclass),
    add column rank smallint not null default nextval('public.items_rank_seq'::regclass),
    add constraint items_pkey primary key (id);

alter sequence public.items_id_seq owned by public.items.id;

alter sequence public.items_rank_seq owned by public.items.rank;

commit;
