create type state as enum ('on', 'off');
create type pair as (a integer, b integer);
create type span as range (subtype = date);
create domain amount as uuid;
create function to_state(boolean) returns state language sql immutable
  as $$ select case when $1 then 'on' else 'off' end::state $$;
create cast (boolean as state) with function to_state(boolean);
create table things (
  id integer primary key,
  tags text[],
  key uuid,
  flag boolean,
  two jsonb,
  days int4range,
  cost amount,
  costs amount[],
  states text[],
  again state
);
