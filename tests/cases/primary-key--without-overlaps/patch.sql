begin;

-- blocks-writes: building the index of public.rooms.rooms_pkey reads
-- public.rooms while writes to it wait (0 rows)
-- may-fail: fails if rows of public.rooms have the same id, during
alter table public.rooms add constraint rooms_pkey primary key (id, during without overlaps);

-- blocks-writes: building the index of public.stays.stays_room_during_key reads
-- public.stays while writes to it wait (0 rows)
-- may-fail: fails if rows of public.stays have the same room, during
-- may-fail: fails if a row of public.stays refers to none of public.rooms
alter table public.stays
    add constraint stays_room_during_key unique (room, during without overlaps),
    add constraint stays_room_during_fkey foreign key (room, period during) references public.rooms (id, period during);

commit;
