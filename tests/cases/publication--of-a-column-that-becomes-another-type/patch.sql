begin;

drop publication filtered;

drop publication listed;

-- rewrites-table: writes public.readings again under an access exclusive lock
-- (0 rows)
alter table public.readings alter column n type bigint;

-- rewrites-table: writes public.others again under an access exclusive lock (0
-- rows)
alter table public.others alter column n type bigint;

set local search_path = public;

create publication listed for table public.others, public.readings (id, n) where (n > 5);

create publication filtered for table public.readings where (n > 5) with (publish = 'insert');

comment on publication listed is 'for the branches';

commit;
