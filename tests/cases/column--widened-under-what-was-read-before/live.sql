create table t (id integer default 1 + 2, n integer, code character varying(5), constraint small check (n in (1, 2)), check (code <> 'x'));
create index few on t (n) where id in (1, 2, 3);
create index plain on t (n) where id > 5;
create statistics several on (n in (1, 2)), code from t;
alter table t add constraint apart exclude using btree (n with =) where (id in (4, 5));
create table base (n integer, constraint small check (n in (1, 2)));
create table child () inherits (base);
create index of_child on child (n) where n in (3, 4);
