create domain code as text check (length(value) = 3);
create table rates (code code primary key);
