create table base (id integer not null, name text);
create table other (id integer, more date default current_date, kind text);
create table child (extra text, kind text, more date default current_date) inherits (base, other);
