create table t (a integer primary key, b integer);
comment on column t.b is 'no label provider is loaded, so that there is nothing else to read';
