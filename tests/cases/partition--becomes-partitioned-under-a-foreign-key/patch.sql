begin;

-- may-fail: fails if a row of public.attendees refers to one of public.e2 (0
-- rows)
alter table public.events detach partition public.e2;

alter table public.attendees drop constraint attendees_id_at_fkey;

-- drops-data: drops table public.e2 (0 rows)
drop table public.e2;

create table public.e2 partition of public.events for values from (10, '2020-01-01') to (20, maxvalue) partition by hash (id);

-- blocks-writes: checking public.attendees.attendees_id_at_fkey reads
-- public.attendees while writes to it wait (0 rows)
-- may-fail: fails if a row of public.attendees refers to none of public.events
-- (0 rows)
alter table public.attendees add constraint attendees_id_at_fkey foreign key (id, at) references public.events (id, at) on delete cascade;

commit;
