begin;

set local search_path = public;

-- rewrites-table: writes public.people again under an access exclusive lock (1
-- row)
alter table public.people
    alter column full_name set expression as (last || ', ' || first),
    alter column search set expression as (to_tsvector('simple', first || ' ' || last));

commit;
