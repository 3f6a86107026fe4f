create table t (
  a integer unique check (a > 0) check (a < 100),
  b integer references t (a) references t (a),
  c serial,
  primary key (b, c),
  unique (a, b),
  check (a >= b),
  check (a > 1)
);
create index on t (a);
create index on t (a, lower(b::text));
create index on t ((a + b), (a - b));
create table t_a_key1 (x integer unique);
