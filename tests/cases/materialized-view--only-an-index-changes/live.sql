create table t (a integer, b integer);
create materialized view m as select a, b from t;
create index m_1 on m (a);
