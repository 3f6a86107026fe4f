create table t (a text, b text);
alter table t alter column a set storage external, alter column b set storage main;
