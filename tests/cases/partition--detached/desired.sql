create table users (id bigint primary key);
create table events (id bigint, at date, user_id bigint references users, note text default 'x', primary key (id, at)) partition by range (at);
create index events_by_user on events (user_id);
create table events_2025 (id bigint not null, at date not null, user_id bigint, note text default 'x', constraint events_2025_pkey primary key (id, at));
create index events_2025_user_id_idx on events_2025 (user_id);
alter table events_2025 add constraint events_user_id_fkey foreign key (user_id) references users;
create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');
