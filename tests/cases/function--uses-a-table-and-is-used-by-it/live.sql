create table settings (id integer primary key, max_seats integer not null default 5);
