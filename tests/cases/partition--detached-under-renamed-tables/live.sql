create schema app;
create table users (
  id integer not null,
  primary key (id)
);
create table events (
  id integer not null,
  amount numeric(10,2) default 0,
  user_id integer references users (id) on delete set null
) partition by hash (id);
create table app."Events 2" partition of events (amount default 5) for values with (modulus 4, remainder 3);
