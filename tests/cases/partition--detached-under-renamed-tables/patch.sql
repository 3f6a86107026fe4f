begin;

alter table public.events rename to meetings;

alter table public.users rename to people;

alter table public.meetings detach partition app."Events 2";

-- drops-data: drops table public.meetings and what partitions it still has
drop table public.meetings;

-- drops-data: drops column app."Events 2".amount (0 values)
-- drops-data: drops column app."Events 2".user_id (0 values)
alter table app."Events 2"
    drop column amount,
    drop column user_id,
    add column at date;

-- drops-data: drops column public.people.id
alter table public.people
    drop column id,
    add column "order" tsvector default '';

create table public.meetings (
    id integer not null,
    at date
) partition by range (at);

commit;
