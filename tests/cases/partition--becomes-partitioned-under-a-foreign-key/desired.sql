create table events (id integer not null, at date, amount numeric(10,2) default 0, primary key (id, at)) partition by range (id, at);
create table e2 partition of events for values from (10, '2020-01-01') to (20, maxvalue) partition by hash (id);
create table attendees (number integer, id integer, at date, foreign key (id, at) references events on delete cascade);
