create table events (id bigint primary key, kind text not null, at timestamptz not null);
create index events_kind on events (kind);
