create table visits (id serial primary key, other integer, third integer generated always as identity);
create sequence seen owned by visits.other;
create table notes (id integer);
create unlogged table gone (id serial);
