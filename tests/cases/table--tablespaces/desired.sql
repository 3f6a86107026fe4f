create table moved (
  id integer primary key using index tablespace case_space,
  a integer unique using index tablespace case_space,
  r int4range,
  constraint moved_r exclude using gist (r with &&) using index tablespace case_space
) tablespace case_space;
create index moved_a on moved (a) tablespace case_space;
create unlogged table back (
  id integer primary key,
  a integer unique using index tablespace pg_default,
  r int4range,
  constraint back_r exclude using gist (r with &&)
) tablespace pg_default;
create index back_a on back (a);
create materialized view seen tablespace case_space as select id from moved;

set default_tablespace = case_space;
create table made (id integer primary key, a integer unique using index tablespace pg_default);
create index made_a on made (a);
create materialized view made_seen as select a from made;
reset default_tablespace;

create table parted (id integer, a integer) partition by range (id) tablespace case_space;
create table parted_low partition of parted for values from (0) to (10);
create table parted_high partition of parted for values from (10) to (20) tablespace pg_default;
