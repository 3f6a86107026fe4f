create table events (id bigint primary key, at timestamptz not null) with (fillfactor = 90, autovacuum_enabled = false);
