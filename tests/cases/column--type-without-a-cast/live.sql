create domain label as text;
create domain point_in_time as timestamptz;
create type state as enum ('on', 'off');
create domain switch as state;
create table things (
  id bigint primary key,
  address text,
  "key" uuid,
  flag boolean,
  tags text[],
  seen point_in_time,
  is_on switch,
  counts integer[]
);
