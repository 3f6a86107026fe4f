create table t (id bigint);
comment on table t is 'Words';
comment on column t.id is 'Words';
