begin;

set local search_path = public;

-- rewrites-table: writes public.changed again under an access exclusive lock (0
-- rows)
alter table public.changed set access method other_heap;

-- rewrites-table: writes public.back again under an access exclusive lock (0
-- rows)
alter table public.back set access method heap;

-- rewrites-table: writes public.seen again under an access exclusive lock (0
-- rows)
alter materialized view public.seen set access method heap;

create table public.made (
    id integer
) using other_heap;

create materialized view public.made_seen using other_heap as
select id from made;

commit;
