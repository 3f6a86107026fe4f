create table base (id bigint not null, code text not null, kept int default 3, added text default 'a');
alter table base add constraint base_code check (code <> 'x');
alter table base add constraint base_kept check (kept > 0);
create table sub (extra text, kept int default 2) inherits (base);
create table subsub (more text) inherits (sub);
create view v as select id, code from subsub;
