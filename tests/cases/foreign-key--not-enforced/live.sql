create table a (id int primary key);
create table b (id int primary key, a int constraint b_a references a, c int constraint b_c references a not enforced, d int);
