begin;

-- rewrites-table: writes public.visits again under an access exclusive lock (0
-- rows)
alter table public.visits set unlogged;

create unlogged sequence public.notes_number_seq as integer;

-- rewrites-table: writes public.notes again under an access exclusive lock (0
-- rows)
alter table public.notes
    set unlogged,
    add column number integer not null default nextval('public.notes_number_seq'::regclass);

-- rewrites-table: writes public.gone again under an access exclusive lock (0
-- rows)
alter table public.gone set logged;

alter sequence public.seen set logged;

alter sequence public.notes_number_seq owned by public.notes.number;

create unlogged sequence public.clicks_id_seq;

create unlogged table public.clicks (
    id bigint not null default nextval('public.clicks_id_seq'::regclass)
);

alter sequence public.clicks_id_seq owned by public.clicks.id;

commit;
