create domain slug as text;
create table pages (slug slug primary key, title text);
