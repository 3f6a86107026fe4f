create sequence up;
create sequence down increment -1;
create table t (id integer generated always as identity);
