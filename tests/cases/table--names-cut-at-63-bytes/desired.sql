create table t (
  id bigint,
  this_name_has_more_than_the_63_bytes_that_postgresql_keeps_of_it_at_most bigint
    check (this_name_has_more_than_the_63_bytes_that_postgresql_keeps_of_it_at_most > 0),
  unique (this_name_has_more_than_the_63_bytes_that_postgresql_keeps_of_it_at_most)
);
