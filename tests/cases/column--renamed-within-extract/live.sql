create table people (
  id integer,
  -- trueup: renamed from remark
  note timestamp,
  check (extract(year from note) > 2000),
  constraint distinct_from check (note is distinct from '2001-01-01')
);
