begin;

-- rewrites-table: writes public.events again under an access exclusive lock (0
-- rows)
-- may-fail: fails if a row of public.events has a number that numeric(8,2)
-- cannot hold in amount (0 rows)
-- may-fail: fails if a row of public.events has more than 20 characters in name
-- (0 rows)
alter table public.events
    alter column at type timestamp with time zone,
    alter column amount type numeric(8,2),
    alter column name type character varying(20),
    alter column at set default '2020-01-01 00:00:00+00',
    alter column amount set default 1.5,
    alter column name set default 'y';

commit;
