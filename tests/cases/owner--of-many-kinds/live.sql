create table t (id bigserial primary key);
create view v as select id from t;
create type e as enum ('a');
create function f() returns integer language sql as $$ select 1 $$;
create sequence s;
