create schema auth;
create table auth.users (id integer, email text);
comment on table auth.users is 'not ours';
comment on column auth.users.id is 'not ours';
grant select on auth.users to case_support;
