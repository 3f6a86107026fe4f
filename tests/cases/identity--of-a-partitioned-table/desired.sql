create table t (id integer generated always as identity, at date) partition by range (at);
create table t_old partition of t for values from ('2024-01-01') to ('2025-01-01');
create table t_new (id integer not null, at date);
alter table t attach partition t_new for values from ('2025-01-01') to ('2026-01-01');
create table s (id bigint generated always as identity (start with 5), at date) partition by range (at);
create table s_old partition of s for values from ('2024-01-01') to ('2025-01-01');
create table s_new partition of s for values from ('2025-01-01') to ('2026-01-01');
