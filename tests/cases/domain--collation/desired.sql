create domain slug as text collate "C" check (value !~ '\s');
create table pages (slug slug primary key, title text);
