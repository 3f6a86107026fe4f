create table events (id bigint primary key, at timestamptz not null)
  with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, toast.autovacuum_enabled = false);
