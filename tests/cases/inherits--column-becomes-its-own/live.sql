create table base (id int not null, code text, constraint base_code check (code <> ''));
create table other (id int not null);
create table sub (extra text) inherits (base, other);
