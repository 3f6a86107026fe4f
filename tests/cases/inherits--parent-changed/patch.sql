begin;

drop view public.v;

set local search_path = public;

-- drops-data: drops column public.base.gone (3 values)
-- rewrites-table: writes public.base again under an access exclusive lock (3
-- rows)
-- may-fail: fails if a row of public.base has a null in code (0 rows)
-- blocks-writes: checking public.base.base_code reads public.base while writes
-- to it wait (3 rows)
-- may-fail: fails if a row of public.base does not satisfy code <> 'x' (0 rows)
-- may-fail: fails if a row of public.base does not satisfy kept > 0 (0 rows)
alter table public.base
    drop column gone,
    drop constraint base_code,
    alter column id type bigint,
    alter column code type text,
    alter column code set not null,
    add column added text default 'a',
    add constraint base_code check (code <> 'x'),
    add constraint base_kept check (kept > 0);

alter table only public.base alter column kept set default 3;

create view public.v as
select id, code from subsub;

commit;
