begin;

drop index public.messages_once;

-- blocks-writes: building index public.messages_once reads public.messages
-- while writes to it wait (0 rows)
-- may-fail: fails if rows of public.messages have the same keys for
-- public.messages_once (0 rows)
create unique index messages_once on public.messages (id, room);

alter table public.messages replica identity using index messages_once;

commit;
