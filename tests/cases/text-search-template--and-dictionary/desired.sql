create text search template public.old (init = dsimple_init, lexize = dsimple_lexize);
create text search dictionary public.d (template = public.old);
create text search template public.new (init = dsimple_init, lexize = dsimple_lexize);
create text search dictionary public.e (template = public.new, stopwords = 'english');
comment on text search template public.new is 'a new one';
