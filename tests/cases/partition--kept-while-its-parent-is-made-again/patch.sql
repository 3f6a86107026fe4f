begin;

alter table public.events detach partition public.events_1;

-- drops-data: drops table public.events and what partitions it still has (0
-- rows)
drop table public.events;

alter table public.events_1
    drop constraint events_1_pkey,
    drop constraint events_user_id_fkey,
    alter column at drop not null;

drop index public.events_1_user_id_idx;

create table public.events (
    id integer not null,
    at date,
    user_id integer
) partition by range (at);

-- blocks-writes: attaching public.events_1 reads public.events_1 while writes
-- to it wait (0 rows)
-- may-fail: fails if a row of public.events_1 is not within its bound
alter table public.events attach partition public.events_1 for values from ('2021-01-01') to (maxvalue);

commit;
