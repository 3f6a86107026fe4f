create type state as enum ('on', 'off');
create type pair as (a integer, b integer);
create type span as range (subtype = date);
create domain amount as integer;
create function to_state(boolean) returns state language sql immutable
  as $$ select case when $1 then 'on' else 'off' end::state $$;
create cast (boolean as state) with function to_state(boolean);
create table things (
  id integer primary key,
  tags state,
  key state,
  flag state,
  two pair,
  days span,
  cost amount,
  costs amount[],
  states state[],
  again state[]
);
