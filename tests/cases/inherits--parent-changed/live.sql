create table base (id int not null, code varchar(10), gone int, kept int default 1);
alter table base add constraint base_code check (code <> '');
create table sub (extra text, kept int default 2) inherits (base);
create table subsub (more text) inherits (sub);
create view v as select id, code from subsub;
