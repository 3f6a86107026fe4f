create text search template public.old (lexize = dsimple_lexize);
create text search dictionary public.d (template = public.old);
