create text search dictionary public.d (template = snowball, language = 'english', stopwords = 'english');
create text search dictionary public.e (template = simple, stopwords = 'english');
create text search dictionary public.f (template = simple);
create text search configuration public.c (parser = pg_catalog."default");
alter text search configuration public.c add mapping for word with public.f;
