create table events (id bigint primary key, kind text not null, at timestamptz not null);
-- Whoever reads by kind waits for neither: the old index goes when the new one is there.
create index events_kind_at on events (kind, at);
