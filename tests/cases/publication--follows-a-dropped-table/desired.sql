create table a (id bigint primary key);
create table c (id bigint primary key, note text);
create publication p for table a, c;
