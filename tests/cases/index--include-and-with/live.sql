create table events (id bigint, kind text, at timestamptz, body text);
create unique index events_1 on events (id);
create index events_2 on events (kind) with (fillfactor = 90);
