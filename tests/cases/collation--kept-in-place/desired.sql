create schema other;
create collation public.old (provider = icu, locale = 'de');
create collation public.moved (provider = icu, locale = 'fr', version = '1');
create table public.t (a text collate public.old, b text collate public.moved);
alter collation public.old rename to new;
alter collation public.moved set schema other;
alter collation other.moved refresh version;
comment on collation other.moved is 'after';
