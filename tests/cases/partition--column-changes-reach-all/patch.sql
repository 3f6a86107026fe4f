begin;

drop view public.per_b;

set local search_path = public;

-- drops-data: drops column public.readings.gone (0 values)
-- rewrites-table: writes public.readings again under an access exclusive lock
-- (2 rows)
-- may-fail: fails if a row of public.readings has a null in sensor (0 rows)
-- may-fail: fails if a row of public.readings has more than 40 characters in
-- note (0 rows)
-- blocks-writes: checking public.readings.readings_value reads public.readings
-- while writes to it wait (2 rows)
-- may-fail: fails if a row of public.readings does not satisfy value > 0 (0
-- rows)
alter table public.readings
    drop column gone,
    alter column sensor type bigint,
    alter column sensor set not null,
    alter column note type character varying(40),
    add column added uuid,
    add constraint readings_value check (value > 0);

alter table only public.readings alter column value set default 2;

alter table public.readings_a alter column value set default 2;

create view public.per_b as
select at, note from readings_b;

commit;
