create text search configuration public.c (parser = pg_catalog."default");
alter text search configuration public.c add mapping for word, asciiword, email with simple;
