create text search configuration public.first (copy = german);
alter text search configuration public.first alter mapping for word with simple;
alter text search configuration public.first drop mapping for url, url_path;
create text search configuration public.second (copy = public.first);
alter text search configuration public.second alter mapping for email, host replace simple with english_stem;
alter text search configuration public.second rename to third;
