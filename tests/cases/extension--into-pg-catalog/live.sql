create extension lo schema pg_catalog;
create extension citext schema pg_catalog;
create extension btree_gist schema pg_catalog;
create table t (id integer, name text, image oid);
