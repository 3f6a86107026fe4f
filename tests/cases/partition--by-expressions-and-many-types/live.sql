create type mood as enum ('sad', 'ok');
create table plain (id int);
