create table users (id bigint primary key);
create table a (u1 bigint references users, u2 bigint references users on delete cascade);
create table b (u1 bigint default 1 references users on update cascade, u2 bigint references users on delete set null);
