begin;

drop view public.badges;

set local search_path = public;

-- rewrites-table: writes public.people again under an access exclusive lock (1
-- row)
alter table public.people
    drop column full_name,
    drop column search,
    add column full_name text generated always as (last || ', ' || first) stored,
    add column search tsvector generated always as (to_tsvector('simple', first || ' ' || last)) stored;

-- blocks-writes: building index public.people_search reads public.people while
-- writes to it wait (1 row)
create index people_search on public.people using gin (search);

create view public.badges as
select full_name from people;

commit;
