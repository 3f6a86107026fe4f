create collation german (provider = icu, locale = 'de-AT');
create type mood as enum ('glad', 'ok', 'sad');
create table person (name text collate german, n integer, mood mood, other mood);
create statistics by_name on name, n from person;
alter statistics by_name set statistics 300;
create statistics by_lower on lower(name), (n + 1) from person;
create statistics by_mood on mood, n from person;
alter statistics by_mood set statistics 200;
create statistics by_other on (other > 'sad'), n from person;
