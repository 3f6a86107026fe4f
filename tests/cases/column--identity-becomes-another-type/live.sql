create table things (
  id integer primary key,
  n smallint generated always as identity,
  code text not null
);
