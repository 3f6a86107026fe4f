create table users (id integer primary key);
create table events (id integer not null, at date, user_id integer) partition by range (at);
create table events_1 partition of events for values from ('2021-01-01') to (maxvalue);
