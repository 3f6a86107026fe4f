create table moved (
  id integer primary key,
  a integer unique,
  r int4range,
  constraint moved_r exclude using gist (r with &&)
);
create index moved_a on moved (a);
create unlogged table back (
  id integer primary key using index tablespace case_space,
  a integer unique using index tablespace case_space,
  r int4range,
  constraint back_r exclude using gist (r with &&) using index tablespace case_space
) tablespace case_space;
create index back_a on back (a) tablespace case_space;
create materialized view seen as select id from moved;
create table parted (id integer, a integer) partition by range (id);
create table parted_low partition of parted for values from (0) to (10);
