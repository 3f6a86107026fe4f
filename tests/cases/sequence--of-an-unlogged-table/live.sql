create unlogged table made (id serial);
create table becomes (id serial, seen integer);
create sequence seen_seq owned by becomes.seen;
create table keeps (id serial);
create table grows (id integer);
