begin;

drop index public.slots_once;

-- blocks-writes: building index public.slots_once reads public.slots while
-- writes to it wait (0 rows)
-- may-fail: fails if rows of public.slots have the same keys for
-- public.slots_once (0 rows)
create unique index slots_once on public.slots (user_id, day) nulls not distinct;

commit;
