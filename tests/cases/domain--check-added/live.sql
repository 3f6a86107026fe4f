create domain email as text;
create table customers (id bigint primary key, email email not null);
