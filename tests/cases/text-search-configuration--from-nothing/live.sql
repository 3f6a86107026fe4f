create table public.doc (body text);
