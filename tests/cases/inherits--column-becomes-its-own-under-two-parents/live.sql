create schema app;
create table base (id integer not null, name character varying(30) not null, constraint c check (id <> 3) no inherit, primary key (id));
create table app.child () inherits (base);
create table grandchild (last boolean) inherits (app.child);
