create schema extensions;
create extension hstore schema extensions;
create extension citext schema public;
create table users (id bigint primary key, email citext, labels extensions.hstore);
