begin;

set local search_path = public;

create type public.usage_range as range (subtype = double precision, subtype_diff = float8mi, multirange_type_name = public.usage_ranges);

-- blocks-writes: building the index of public.tariffs.tariffs_units_excl reads
-- public.tariffs while writes to it wait (0 rows)
-- may-fail: fails if rows of public.tariffs exclude each other
alter table public.tariffs
    add column units public.usage_range not null default '[0,)',
    add column excluded public.usage_ranges,
    add constraint tariffs_units_excl exclude using gist (units with &&);

commit;
