create table base (id integer not null, name text);
create table child (extra text, kind text) inherits (base);
