begin;

alter index public.events_2 set (fillfactor=70, deduplicate_items=off);

drop index public.events_1;

-- blocks-writes: building index public.events_1 reads public.events while
-- writes to it wait (0 rows)
-- may-fail: fails if rows of public.events have the same keys for
-- public.events_1 (0 rows)
create unique index events_1 on public.events (id) include (kind, at);

commit;
