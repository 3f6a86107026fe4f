create table t (a integer, b integer);
create view v as select a, count(*) as many, a * 2 as twice from t group by a;
