create foreign data wrapper nothing;
create server far foreign data wrapper nothing;
create foreign table t (a integer not null, b text) server far;
create view v as select a from t;
