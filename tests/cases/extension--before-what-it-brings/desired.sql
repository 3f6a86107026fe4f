create extension hstore;
create extension citext;
create schema more;
create table orders (id integer primary key, note citext, marks hstore);
create table more.people (email citext primary key);
