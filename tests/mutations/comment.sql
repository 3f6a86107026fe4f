-- mutation: text
create table t (a integer);
comment on column t.a is 'one';
-- to
create table t (a integer);
comment on column t.a is 'two';
