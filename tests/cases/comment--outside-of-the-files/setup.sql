create schema auth;
create table auth.users (id integer, email text);
create view auth.names as select email from auth.users;
create function auth.who(a integer) returns text language sql as 'select $1::text';
create type auth.mood as enum ('a');
create extension postgres_fdw;
create server far foreign data wrapper postgres_fdw;
comment on column auth.users.id is 'kept';
