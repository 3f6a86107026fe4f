create table t (a integer, b integer);

-- mutation: query
create materialized view v as select a from t;
-- to
create materialized view v as select a from t where b > 0;

-- mutation: storage parameters
create materialized view v as select a from t;
-- to
create materialized view v with (fillfactor = 70) as select a from t;
