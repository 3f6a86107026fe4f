begin;

drop text search configuration public.c;

drop text search dictionary public.f;

set local search_path = public;

alter text search dictionary public.d (stopwords);

alter text search dictionary public.e (accept = 'false', stopwords = 'german');

create text search dictionary public.f (template = pg_catalog.synonym, synonyms = 'synonym_sample');

create text search configuration public.c (parser = pg_catalog."default");

alter text search configuration public.c add mapping for word with public.f;

commit;
