create table base (id int, code text, constraint c check (code <> ''));
create table sub (extra text) inherits (base);
create index sub_code on sub (code);
