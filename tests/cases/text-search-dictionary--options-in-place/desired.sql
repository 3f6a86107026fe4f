create text search dictionary public.d (template = snowball, language = english);
create text search dictionary public.e (template = simple, accept = 'false', stopwords = 'german');
create text search dictionary public.f (template = pg_catalog.synonym, synonyms = 'synonym_sample');
create text search configuration public.c (parser = pg_catalog."default");
alter text search configuration public.c add mapping for word with public.f;
