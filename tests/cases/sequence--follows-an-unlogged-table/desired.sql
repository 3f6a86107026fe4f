create unlogged table visits (id serial primary key, other integer, third integer generated always as identity);
create sequence seen owned by visits.other;
create unlogged table clicks (id bigserial);
create table notes (id integer);
alter table notes set unlogged;
alter table notes add column number serial;
create table gone (id serial);
