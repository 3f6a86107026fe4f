create table places (id bigint, name text, tags text[], area box, spot point, at timestamptz, body tsvector);
create index places_btree on places using btree (id);
create index places_hash on places using hash (name);
create index places_gin on places using gin (tags) with (fastupdate = off);
create index places_gist on places using gist (area, body tsvector_ops (siglen = 200));
create index places_spgist on places using spgist (spot quad_point_ops);
create index places_kd on places using spgist (spot kd_point_ops);
create index places_brin on places using brin (at timestamptz_minmax_multi_ops (values_per_range = 16), id) with (pages_per_range = 32);
create index places_bloom on places using brin (name text_bloom_ops (n_distinct_per_range = 500));
