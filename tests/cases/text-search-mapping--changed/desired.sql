create text search configuration public.c (parser = pg_catalog."default");
alter text search configuration public.c add mapping for word with english_stem, simple;
alter text search configuration public.c add mapping for asciiword, file, host with simple;
