create table p (at date not null, v int, constraint c check (v > 0)) partition by range (at);
create table p_1 partition of p for values from ('2025-01-01') to ('2026-01-01');
