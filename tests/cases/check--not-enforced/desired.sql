create table t (a int constraint a_positive check (a > 0) not enforced, b int constraint b_positive check (b > 0) not enforced);
create table u (c int constraint c_positive check (c > 0) not enforced);
