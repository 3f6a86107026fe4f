create domain amount as bigint default 5;
create domain price as amount default 7;
create domain weight as amount;
alter domain weight drop default;
create table notes (id integer);
