create table t (a integer, b integer);

-- mutation: query
create materialized view v as select a from t;
-- to
create materialized view v as select a from t where b > 0;

-- mutation: storage parameters
create materialized view v as select a from t;
-- to
create materialized view v with (fillfactor = 70) as select a from t;

-- mutation: tablespace
create materialized view v as select a from t;
-- to
create materialized view v tablespace mutation_space as select a from t;

-- mutation: access method
create access method other type table handler heap_tableam_handler;
create materialized view v as select a from t;
-- to
create access method other type table handler heap_tableam_handler;
create materialized view v using other as select a from t;

-- mutation: names of columns
create table names (a integer, b text);
create materialized view named as select a, b as c, a + 1 as d from names;
-- to
create table names (a integer, b text);
create materialized view named as select a as id, b as c, a + 1 as next from names;
