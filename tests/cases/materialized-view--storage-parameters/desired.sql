create table t (a int, b text);
create materialized view v with (fillfactor = 80, toast.autovacuum_enabled = off) as select a, b from t;
create index v_a on v (a);
alter materialized view v cluster on v_a;
