begin;

set local search_path = public;

-- blocks-writes: building the index of
-- public.t.t_this_name_has_more_than_the_63_bytes_that_postgresql_keep_key
-- reads public.t while writes to it wait (0 rows)
alter table public.t
    add column this_name_has_more_than_the_63_bytes_that_postgresql_keeps_of_i bigint,
    add constraint t_this_name_has_more_than_the_63_bytes_that_postgresql_keep_key unique (this_name_has_more_than_the_63_bytes_that_postgresql_keeps_of_i),
    add constraint t_this_name_has_more_than_the_63_bytes_that_postgresql_ke_check check (this_name_has_more_than_the_63_bytes_that_postgresql_keeps_of_it_at_most > 0);

commit;
