create sequence up minvalue 100;
create sequence down increment -1 maxvalue -100;
create table t (id integer generated always as identity (minvalue 5 start 7));
