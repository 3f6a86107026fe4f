create domain short as integer;
create table t (
  a text,
  b integer,
  c character varying(10) default null,
  d integer[],
  e short default null,
  f timestamptz default now()
);
alter table t alter column f set default null;
