begin;

set local search_path = public;

-- blocks-writes: building the index of public.rooms.no_overlap reads
-- public.rooms while writes to it wait (1 row)
-- may-fail: fails if rows of public.rooms exclude each other
alter table public.rooms
    drop constraint no_overlap,
    add constraint no_overlap exclude using gist (during with &&) where (not canceled) deferrable initially deferred;

-- blocks-writes: building the index of public.circles.circles_c_excl reads
-- public.circles while writes to it wait (0 rows)
-- may-fail: fails if rows of public.circles exclude each other
alter table public.circles add constraint circles_c_excl exclude using gist (c with &&) with (fillfactor=90);

commit;
