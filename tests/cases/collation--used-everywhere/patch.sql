begin;

create schema app;

set local search_path = public;

create collation app.german (provider = icu, locale = 'de@collation=phonebook');

create collation app."Nordic" (provider = icu, locale = 'sv', deterministic = false);

create collation app.plain (lc_collate = 'C', lc_ctype = 'POSIX');

create collation app.copy (provider = icu, locale = 'sv', deterministic = false);

create collation app.system (locale = 'C');

create domain public.place as text collate app.german;

create type public.spot as (a text collate app.german, b integer);

create type public.names as range (subtype = text, collation = app.german);

create table public.person (
    name text collate app.german,
    place public.place,
    spot public.spot
);

create index person_name on public.person (name collate app."Nordic");

create view public.sorted as
select name from public.person order by name collate app."Nordic";

alter collation app.german owner to case_deployer;

comment on collation app.german is 'as in the phone book';

commit;
