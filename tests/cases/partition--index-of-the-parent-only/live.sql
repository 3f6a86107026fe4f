create table o (d date not null, x int) partition by range (d);
create table o_1 partition of o for values from ('2025-01-01') to ('2026-01-01');
