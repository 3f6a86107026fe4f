create schema app;
create table base (id integer not null, name text, primary key (id));
create table other (id integer, more date default current_date);
create table app.child (id integer default 7, name text, extra integer, more date default current_date) inherits (base, other);
create table grandchild () inherits (app.child);
