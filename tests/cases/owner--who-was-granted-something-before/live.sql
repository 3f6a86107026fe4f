create table t (a integer);
alter table t owner to owner_before;
