create table things (
  id integer,
  label json,
  double uuid generated always as (('00000000-0000-0000-0000-' || lpad(id::text, 12, '0'))::uuid) stored,
  wide bigint generated always as (id * 3) stored
);
