create table people (
  first text not null,
  last text not null,
  full_name text generated always as (first || ' ' || last) stored,
  search tsvector generated always as (to_tsvector('simple', first)) stored
);
create index people_search on people using gin (search);
create view badges as select full_name from people;
