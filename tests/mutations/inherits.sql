create table one (a integer);
create table two (a integer);

-- mutation: parents
create table t (a integer) inherits (one);
-- to
create table t (a integer) inherits (two);

-- mutation: own besides being inherited
create table t () inherits (one);
-- to
create table t (a integer) inherits (one);
