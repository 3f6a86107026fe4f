create table t (a text collate "C", b text collate "POSIX");
alter table t alter column a set storage external;
