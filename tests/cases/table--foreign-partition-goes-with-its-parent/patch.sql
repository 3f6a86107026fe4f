begin;

drop foreign table public.p1;

-- drops-data: drops table public.p and what partitions it still has
drop table public.p;

drop foreign table public.q1;

-- drops-data: drops table public.q (0 rows)
drop table public.q;

commit;
