begin;

set local search_path = public;

create extension btree_gist;

-- blocks-writes: building the index of public.bookings.bookings_do_not_overlap
-- reads public.bookings while writes to it wait (2 rows)
-- may-fail: fails if rows of public.bookings exclude each other
alter table public.bookings add constraint bookings_do_not_overlap exclude using gist (room with =, during with &&);

commit;
