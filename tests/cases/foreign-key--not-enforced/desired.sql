create table a (id int primary key);
create table b (id int primary key, a int constraint b_a references a not enforced, c int constraint b_c references a, d int constraint b_d references a not enforced);
