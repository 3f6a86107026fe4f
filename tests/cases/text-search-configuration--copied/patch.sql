begin;

alter text search configuration public.first drop mapping for url;

alter text search configuration public.first drop mapping for url_path;

set local search_path = public;

alter text search configuration public.first alter mapping for word with pg_catalog.simple;

create text search configuration public.third (parser = pg_catalog."default");

alter text search configuration public.third add mapping for email, host with pg_catalog.english_stem;

alter text search configuration public.third add mapping for asciihword, asciiword, hword, hword_asciipart, hword_part with pg_catalog.german_stem;

alter text search configuration public.third add mapping for file, "float", hword_numpart, "int", numhword, numword, sfloat, uint, version, word with pg_catalog.simple;

commit;
