begin;

set local search_path = public;

-- blocks-writes: building the index of
-- public.a_name_that_is_exactly_as_long_as_postgresql_allows_it_to_be_xx.a_name_that_is_exactly_as_lon_a_column_whose_name_is_just_a_key
-- reads public.a_name_that_is_exactly_as_long_as_postgresql_allows_it_to_be_xx
-- while writes to it wait (0 rows)
alter table public.a_name_that_is_exactly_as_long_as_postgresql_allows_it_to_be_xx
    add column a_column_whose_name_is_just_as_long_as_the_name_of_its_table_xx text,
    add column another_column_whose_name_is_long_enough_to_be_cut_when_it_is_i bigint,
    add column parent_id_with_a_rather_long_name bigint,
    add constraint a_name_that_is_exactly_as_lon_a_column_whose_name_is_just_a_key unique (a_column_whose_name_is_just_as_long_as_the_name_of_its_table_xx),
    add constraint a_name_that_is_exactly_as_lo_another_column_whose_name_is_check check (another_column_whose_name_is_long_enough_to_be_cut_when_it_is_i > 0),
    add constraint a_name_that_is_exactly_as_lon_parent_id_with_a_rather_long_fkey foreign key (parent_id_with_a_rather_long_name) references public.a_name_that_is_exactly_as_long_as_postgresql_allows_it_to_be_xx (id);

create sequence public."größe_größe_größe_grö_größe_größe_größe_grö_seq";

create table public."größe_größe_größe_größe_größe_größe_größe_größe" (
    "größe_größe_größe_größe" bigint not null default nextval('public."größe_größe_größe_grö_größe_größe_größe_grö_seq"'::regclass),
    constraint "größe_größe_größe_größe_größe_größe_größe_gr_pkey" primary key ("größe_größe_größe_größe")
);

alter sequence public."größe_größe_größe_grö_größe_größe_größe_grö_seq" owned by public."größe_größe_größe_größe_größe_größe_größe_größe"."größe_größe_größe_größe";

-- blocks-writes: building index
-- public.a_name_that_is_exactly_as_lon_parent_id_with_a_rather_long__idx reads
-- public.a_name_that_is_exactly_as_long_as_postgresql_allows_it_to_be_xx while
-- writes to it wait (0 rows)
create index a_name_that_is_exactly_as_lon_parent_id_with_a_rather_long__idx on public.a_name_that_is_exactly_as_long_as_postgresql_allows_it_to_be_xx (parent_id_with_a_rather_long_name, id);

-- blocks-writes: building index
-- public.a_name_that_is_exactly_as_long_as_postgresql_allows_i_lower_idx reads
-- public.a_name_that_is_exactly_as_long_as_postgresql_allows_it_to_be_xx while
-- writes to it wait (0 rows)
create index a_name_that_is_exactly_as_long_as_postgresql_allows_i_lower_idx on public.a_name_that_is_exactly_as_long_as_postgresql_allows_it_to_be_xx (lower(a_column_whose_name_is_just_as_long_as_the_name_of_its_table_xx));

commit;
