create table t (a integer);
create table u (a integer, b integer);
create table w (a integer, b integer);
create table x (a integer, b integer);
create publication p for table t, u, w (a), x where (a > 1);
create publication of_one for table t;
create publication of_schemas for table t;
