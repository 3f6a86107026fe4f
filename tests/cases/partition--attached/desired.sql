create table users (id bigint primary key);
create table events (id bigint, at date, user_id bigint references users, primary key (id, at)) partition by range (at);
create index events_by_user on events (user_id) where user_id > 0;
create table events_2025 (id bigint not null, at date not null, user_id bigint, primary key (id, at));
create index events_2025_own on events_2025 (user_id) where user_id > 0;
alter table events_2025 add constraint events_user_id_fkey foreign key (user_id) references users;
alter table events attach partition events_2025 for values from ('2025-01-01') to ('2026-01-01');
