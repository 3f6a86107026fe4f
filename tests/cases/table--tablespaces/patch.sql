begin;

set local search_path = public;

-- rewrites-table: writes public.moved again under an access exclusive lock (0
-- rows)
alter table public.moved set tablespace case_space;

-- rewrites-table: writes public.back again under an access exclusive lock (0
-- rows)
alter table public.back set tablespace pg_default;

alter table public.parted set tablespace case_space;

-- rewrites-table: writes public.parted_low again under an access exclusive lock
-- (0 rows)
alter table public.parted_low set tablespace case_space;

alter index public.moved_pkey set tablespace case_space;

alter index public.back_pkey set tablespace pg_default;

alter index public.moved_a_key set tablespace case_space;

alter index public.back_a_key set tablespace pg_default;

alter index public.moved_a set tablespace case_space;

alter index public.back_a set tablespace pg_default;

alter index public.moved_r set tablespace case_space;

alter index public.back_r set tablespace pg_default;

-- rewrites-table: writes public.seen again under an access exclusive lock (0
-- rows)
alter materialized view public.seen set tablespace case_space;

create table public.made (
    id integer not null,
    a integer,
    constraint made_pkey primary key (id) using index tablespace case_space,
    constraint made_a_key unique (a)
) tablespace case_space;

create table public.parted_high partition of public.parted for values from (10) to (20) tablespace pg_default;

create index made_a on public.made (a) tablespace case_space;

create materialized view public.made_seen tablespace case_space as
select a from made;

commit;
