begin;

set local search_path = public;

-- rewrites-table: writes public.boxes again under an access exclusive lock (1
-- row)
alter table public.boxes
    alter column area set expression as (w * h * 2),
    alter column ratio set expression as (w / 3),
    add column half integer generated always as (w / 2) virtual;

commit;
