create table t (a integer, b integer);
grant insert, update on t to owner_before;
alter table t owner to owner_before;
alter table t owner to owner_after;
