create domain amount as bigint default 5;
create domain price as amount;
create domain weight as amount;
create domain size as amount constraint given check (value is not null);
create domain length as amount;
alter domain length drop default;
create domain width as size default null;
create table notes (id integer);
