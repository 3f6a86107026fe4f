create table parents (id integer primary key, name text, boss integer references parents (id));
create table children (id integer primary key, name text, parent integer references parents (id));
alter table parents add column favourite integer references children (id);
create table pets (id integer unique, name text);
create table owners (id integer unique references pets (id), name text);
alter table pets add foreign key (id) references owners (id);
create table logs (pet integer references pets (id));
