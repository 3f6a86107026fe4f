create schema auth;
create table auth.users (id uuid primary key, email text);
insert into auth.users values ('00000000-0000-0000-0000-00000000000a', 'a@example.com');
