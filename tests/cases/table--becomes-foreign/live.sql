create foreign data wrapper nothing;
create server far foreign data wrapper nothing;
create table t (a integer not null, b text);
create view v as select a from t;
