-- mutation: type
create domain d as integer;
-- to
create domain d as bigint;

-- mutation: type
create domain d as numeric(8, 2);
-- to
create domain d as numeric(8, 3);

-- mutation: collation
create domain d as text;
-- to
create domain d as text collate "C";

-- mutation: default
create domain d as integer default 1;
-- to
create domain d as integer default 2;

-- mutation: not null
create domain d as integer;
-- to
create domain d as integer not null;

-- mutation: checks
create domain d as integer constraint positive check (value > 0);
-- to
create domain d as integer constraint positive check (value >= 0);

-- mutation: checks
create domain d as integer constraint positive check (value > 0);
-- to
create domain d as integer constraint above check (value > 0);

-- mutation: validity of a check
create domain d as integer;
alter domain d add constraint positive check (value > 0) not valid;
-- to
create domain d as integer;
alter domain d add constraint positive check (value > 0);
