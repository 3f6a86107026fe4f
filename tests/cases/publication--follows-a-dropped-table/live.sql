create table a (id bigint primary key);
create table b (id bigint primary key);
create publication p for table a, b;
