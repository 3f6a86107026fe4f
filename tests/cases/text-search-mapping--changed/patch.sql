begin;

alter text search configuration public.c drop mapping for email;

set local search_path = public;

alter text search configuration public.c alter mapping for word with pg_catalog.english_stem, pg_catalog.simple;

alter text search configuration public.c add mapping for file, host with pg_catalog.simple;

commit;
