begin;

-- blocks-writes: building index public.places_btree reads public.places while
-- writes to it wait (0 rows)
create index places_btree on public.places (id);

-- blocks-writes: building index public.places_hash reads public.places while
-- writes to it wait (0 rows)
create index places_hash on public.places using hash (name);

-- blocks-writes: building index public.places_gin reads public.places while
-- writes to it wait (0 rows)
create index places_gin on public.places using gin (tags) with (fastupdate=off);

set local search_path = public;

-- blocks-writes: building index public.places_gist reads public.places while
-- writes to it wait (0 rows)
create index places_gist on public.places using gist (area, body tsvector_ops (siglen=200));

-- blocks-writes: building index public.places_spgist reads public.places while
-- writes to it wait (0 rows)
create index places_spgist on public.places using spgist (spot);

-- blocks-writes: building index public.places_kd reads public.places while
-- writes to it wait (0 rows)
create index places_kd on public.places using spgist (spot kd_point_ops);

-- blocks-writes: building index public.places_brin reads public.places while
-- writes to it wait (0 rows)
create index places_brin on public.places using brin (at timestamptz_minmax_multi_ops (values_per_range=16), id) with (pages_per_range=32);

-- blocks-writes: building index public.places_bloom reads public.places while
-- writes to it wait (0 rows)
create index places_bloom on public.places using brin (name text_bloom_ops (n_distinct_per_range=500));

commit;
