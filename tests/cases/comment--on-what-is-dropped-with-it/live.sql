create table t (id bigint primary key, a text, b text);
create index t_a on t (a);
comment on column t.a is 'Gone with its column';
comment on index t_a is 'Gone too';
comment on column t.b is 'Removed alone';
