begin;

set local search_path = public;

-- rewrites-table: writes public.measures again under an access exclusive lock
-- (1 row)
-- may-fail: fails if a row of public.measures has a number that numeric(5,3)
-- cannot hold in ratio (0 rows)
alter table public.measures
    alter column code type character varying(20),
    alter column flags type bit(6),
    alter column mask type bit varying(16),
    alter column amount type numeric(12,2),
    alter column ratio type numeric(5,3),
    alter column day type time(6) without time zone,
    alter column at type timestamp(3) with time zone,
    alter column span type interval day to second(4),
    alter column letter type character(2);

commit;
