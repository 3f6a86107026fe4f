create table users (id integer primary key);
create table events (id integer not null, at date, user_id integer references users, primary key (id, at)) partition by range (id, at);
create index on events (user_id);
create table events_1 partition of events for values from (10, '2020-01-01') to (20, maxvalue);
