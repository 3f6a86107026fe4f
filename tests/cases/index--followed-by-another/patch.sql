begin;

-- blocks-writes: building index public.events_kind_at reads public.events while
-- writes to it wait (2 rows)
create index events_kind_at on public.events (kind, at);

drop index public.events_kind;

commit;
