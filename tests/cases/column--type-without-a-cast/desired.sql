create domain label as text;
create domain point_in_time as timestamptz;
create type state as enum ('on', 'off');
create domain switch as state;
create table things (
  id bigint primary key,
  address inet,
  "key" bytea,
  flag smallint,
  tags uuid[],
  seen uuid,
  is_on boolean,
  counts date[]
);
