create table people (
  id integer,
  -- trueup: renamed from note
  remark timestamp,
  check (extract(year from remark) > 2000),
  constraint distinct_from check (remark is distinct from '2001-01-01')
);
