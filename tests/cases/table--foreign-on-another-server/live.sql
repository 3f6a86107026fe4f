create foreign data wrapper nothing;
create server near foreign data wrapper nothing;
create server far foreign data wrapper nothing;
create foreign table t (a integer not null, b text options (x 'y')) server near options (o '1');
comment on column t.b is 'kept';
create view v as select a from t;
grant select on t to foreign_reader;
