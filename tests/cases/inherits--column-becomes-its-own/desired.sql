create table base (id int not null, code text, constraint base_code check (code <> ''));
create table other (id int not null);
create table sub (id int, code text, extra text, constraint base_code check (code <> '')) inherits (base, other);
