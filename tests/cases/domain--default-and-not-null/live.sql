create domain amount as bigint;
create table charges (id bigint primary key, total amount);
