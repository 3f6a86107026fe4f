create table users (id bigint primary key);
create table a (u1 bigint references users on delete restrict on update restrict, u2 bigint references users on update set null);
create table b (u1 bigint default 1 references users on delete set default on update no action, u2 bigint references users);
