begin;

alter index public.i no depends on extension pg_trgm;

alter trigger x on public.t no depends on extension pg_trgm;

set local search_path = public;

-- blocks-writes: building index public.j reads public.t while writes to it wait
-- (0 rows)
create index j on public.t using gin (a);

alter function public.f(integer) depends on extension btree_gin;

alter procedure public.p() depends on extension pg_trgm;

alter trigger x on public.t depends on extension btree_gin;

alter materialized view public.m depends on extension pg_trgm;

alter index public.j depends on extension btree_gin;

commit;
