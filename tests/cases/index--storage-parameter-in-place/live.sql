create table events (id bigint, kind text);
create index events_by_kind on events (kind) with (fillfactor = 90);
