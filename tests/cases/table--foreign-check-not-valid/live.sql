create foreign data wrapper none;
create server nowhere foreign data wrapper none;
create foreign table far (a integer, b integer) server nowhere;
