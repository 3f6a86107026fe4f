-- trueup: renamed from p
create table parts (
  at date not null,
  -- trueup: renamed from v
  value int,
  constraint c check (value > 0)
) partition by range (at);
-- trueup: renamed from p_1
create table parts_1 partition of parts for values from ('2025-01-01') to ('2026-01-01');
