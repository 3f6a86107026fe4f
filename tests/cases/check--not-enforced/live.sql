create table t (a int constraint a_positive check (a > 0), b int);
