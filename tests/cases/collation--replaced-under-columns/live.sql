create collation public.german (provider = icu, locale = 'de');
create domain public.word as text collate public.german;
create table public.person (
    id integer primary key,
    name text collate public.german not null,
    nick public.word
);
create index person_name on public.person (name);
create view public.names as select name from public.person;
comment on collation public.german is 'kept';
