create table users (id bigint primary key);
create table events (id bigint, at date, user_id bigint references users, note text default 'x', primary key (id, at)) partition by range (at);
create index events_by_user on events (user_id);
create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01');
create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');
