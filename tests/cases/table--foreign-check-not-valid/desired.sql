create foreign data wrapper none;
create server nowhere foreign data wrapper none;
create foreign table far (a integer, b integer, constraint positive check (a > 0) not valid, constraint other check (b > 0)) server nowhere;
