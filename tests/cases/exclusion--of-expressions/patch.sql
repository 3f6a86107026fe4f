begin;

set local search_path = public;

-- blocks-writes: building the index of public.sessions.one_at_a_time reads
-- public.sessions while writes to it wait (0 rows)
-- may-fail: fails if rows of public.sessions exclude each other
alter table public.sessions add constraint one_at_a_time exclude using gist (user_id with &&, tsrange(starts, ends, '[)') with &&);

commit;
