create unlogged table made (id serial, more serial);
create table becomes (id serial, seen integer);
create sequence seen_seq owned by becomes.seen;
alter table becomes set unlogged;
create unlogged table keeps (id serial);
create table grows (id integer);
create unlogged table new (id bigserial primary key);
