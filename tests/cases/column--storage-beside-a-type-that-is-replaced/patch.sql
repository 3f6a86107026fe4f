begin;

set local search_path = public;

alter collation public.german rename to german_old;

create collation public.german (provider = icu, locale = 'de-AT');

alter table public.names
    alter column name type text collate public.german,
    alter column name set storage external,
    alter column name set statistics 50;

drop collation public.german_old;

alter type public.level rename to level_old;

create type public.level as enum ('low', 'high');

alter type public.size rename to size_old;

create type public.size as (width bigint, unit text);

-- rewrites-table: writes public.others again under an access exclusive lock (1
-- row)
alter table public.others
    alter column size type public.size using size::text::public.size,
    alter column size set storage extended;

-- rewrites-table: writes public.parcels again under an access exclusive lock (1
-- row)
-- may-fail: fails if a row of public.parcels holds 'none' of public.level (0
-- rows)
alter table public.parcels
    alter column levels type public.level[] using levels::text[]::public.level[],
    alter column size type public.size using size::text::public.size,
    alter column size set storage external,
    alter column levels set storage main,
    alter column note set storage external;

drop type public.level_old;

drop type public.size_old;

commit;
