create table events (id bigint, kind text, at timestamptz, body text);
create unique index events_1 on events (id) include (kind, at);
create index events_2 on events (kind) with (fillfactor = 70, deduplicate_items = off);
