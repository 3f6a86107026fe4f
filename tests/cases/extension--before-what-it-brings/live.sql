create table orders (id serial primary key, note text);
