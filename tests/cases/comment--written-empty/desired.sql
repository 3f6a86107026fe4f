create table t (id bigint);
comment on table t is '';
comment on column t.id is null;
