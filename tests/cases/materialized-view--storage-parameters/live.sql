create table t (a int, b text);
create materialized view v with (fillfactor = 70) as select a, b from t;
create index v_a on v (a);
