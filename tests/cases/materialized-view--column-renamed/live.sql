create table t (a integer, b text);
create materialized view m as select a, b as c from t;
create unique index on m (a);
comment on column m.c is 'the second';
