begin;

set local search_path = public;

-- rewrites-table: writes public.things again under an access exclusive lock (0
-- rows)
alter table public.things
    drop column double,
    alter column wide type bigint,
    add column double uuid generated always as (('00000000-0000-0000-0000-' || lpad(id::text, 12, '0'))::uuid) stored;

alter table public.things alter column label drop expression;

-- rewrites-table: writes public.things again under an access exclusive lock (0
-- rows)
alter table public.things alter column label type json using label::json;

commit;
