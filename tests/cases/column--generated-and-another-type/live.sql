create table things (
  id integer,
  label text generated always as ('no. ' || id::text) stored,
  double integer generated always as (id * 2) stored,
  wide integer generated always as (id * 3) stored
);
