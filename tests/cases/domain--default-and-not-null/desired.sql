create domain amount as bigint default 0 not null;
create table charges (id bigint primary key, total amount);
