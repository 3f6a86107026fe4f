create schema other;
create collation public.old (provider = icu, locale = 'de');
create collation public.moved (provider = icu, locale = 'fr');
create collation public.extra (locale = 'POSIX');
comment on collation public.moved is 'before';
create table public.t (a text collate public.old, b text collate public.moved);
