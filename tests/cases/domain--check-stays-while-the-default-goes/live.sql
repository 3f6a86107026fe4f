create domain code as uuid default '00000000-0000-0000-0000-000000000001' not null
  constraint ok check (value <> '00000000-0000-0000-0000-000000000000');
create domain short as varchar(10) default 'x' constraint ok check (value in ('x', 'y'));
create domain odd as numeric(10,2) default 1 constraint ok check (round(value, 1) = value)
  constraint positive check (value > 0);
