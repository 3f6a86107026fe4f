begin;

-- rewrites-table: writes public.becomes again under an access exclusive lock (0
-- rows)
alter table public.becomes set unlogged;

-- rewrites-table: writes public.keeps again under an access exclusive lock (0
-- rows)
alter table public.keeps set unlogged;

create sequence public.made_more_seq as integer;

-- rewrites-table: writes public.made again under an access exclusive lock (0
-- rows)
alter table public.made add column more integer not null default nextval('public.made_more_seq'::regclass);

alter sequence public.made_more_seq owned by public.made.more;

create sequence public.new_id_seq;

create unlogged table public.new (
    id bigint not null default nextval('public.new_id_seq'::regclass),
    constraint new_pkey primary key (id)
);

alter sequence public.new_id_seq owned by public.new.id;

commit;
