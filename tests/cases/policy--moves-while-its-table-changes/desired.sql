create table users (id integer primary key);
create table t ("order" integer references users, c integer) with (fillfactor = 50);
create policy p on t using (c > 0);
alter table t replica identity full;
create table u (c integer);
create policy p on u using (c > 0);
