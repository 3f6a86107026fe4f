create table users (id integer primary key);
create table t (id integer, "order" double precision);
create policy p on t using (id > 0);
create unlogged table u (id integer);
create policy p on u using (id > 0);
