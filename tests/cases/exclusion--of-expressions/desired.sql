create table sessions (
  user_id int4range,
  starts timestamp,
  ends timestamp,
  constraint one_at_a_time exclude using gist (user_id range_ops with &&, tsrange(starts, ends, '[)') with &&)
);
