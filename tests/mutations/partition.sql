create table one (a integer) partition by range (a);
create table two (a integer) partition by range (a);

-- mutation: parent
create table p partition of one for values from (1) to (2);
-- to
create table p partition of two for values from (1) to (2);

-- mutation: bound
create table p partition of one for values from (1) to (2);
-- to
create table p partition of one for values from (1) to (3);

-- mutation: bound
create table p partition of one for values from (1) to (2);
-- to
create table p partition of one default;
