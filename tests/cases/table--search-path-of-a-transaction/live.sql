create schema a;
create schema b;
create table a.kept (x int);
