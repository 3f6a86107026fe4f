create domain email as text check (value ~ '^[^@]+@[^@]+$');
create table customers (id bigint primary key, email email not null);
