create domain short as integer;
create table t (
  a text default null,
  b integer default null::integer,
  c character varying(10) default null,
  d integer[] default null,
  e short default null,
  f timestamptz default now()
);
