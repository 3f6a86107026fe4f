-- mutation: type
create table t (a integer);
-- to
create table t (a bigint);

-- mutation: type
create table t (a varchar(3));
-- to
create table t (a varchar(4));

-- mutation: type
create table t (a timestamp(0));
-- to
create table t (a timestamp(3));

-- mutation: type
create table t (a integer[]);
-- to
create table t (a bigint[]);

-- mutation: type
create table t (a interval);
-- to
create table t (a interval day to second);

-- mutation: collation
create table t (a text);
-- to
create table t (a text collate "C");

-- mutation: not null
-- also: not-null
create table t (a integer);
-- to
create table t (a integer not null);

-- mutation: generation expression
create table t (a integer, b integer generated always as (a + 1) stored);
-- to
create table t (a integer, b integer generated always as (a + 2) stored);

-- mutation: generation expression
create table t (a integer, b integer);
-- to
create table t (a integer, b integer generated always as (a + 2) stored);

-- mutation: storage
create table t (a text);
-- to
create table t (a text);
alter table t alter column a set storage external;

-- mutation: compression
create table t (a text);
-- to
create table t (a text compression pglz);

-- mutation: statistics target
create table t (a integer);
-- to
create table t (a integer);
alter table t alter column a set statistics 500;

-- mutation: options
create table t (a integer);
-- to
create table t (a integer);
alter table t alter column a set (n_distinct = 5);

-- mutation: name of the not null constraint
create table t (a integer constraint one not null);
-- to
create table t (a integer constraint two not null);

-- mutation: validity of not null
create table t (a integer);
alter table t add constraint k not null a not valid;
-- to
create table t (a integer constraint k not null);

-- mutation: no inherit of not null
create table t (a integer constraint k not null);
-- to
create table t (a integer constraint k not null no inherit);

-- mutation: virtual
create table t (a integer, b integer generated always as (a + 1) stored);
-- to
create table t (a integer, b integer generated always as (a + 1) virtual);

-- mutation: options for the foreign server
create foreign data wrapper w;
create server a foreign data wrapper w;
create foreign table t (x integer options (a 'b', c 'd')) server a;
-- to
create foreign data wrapper w;
create server a foreign data wrapper w;
create foreign table t (x integer options (a 'e', f 'd')) server a;

-- mutation: not null of its own besides being inherited
-- needs: 18
-- one way
create table p (a integer not null);
create table t () inherits (p);
-- to
create table p (a integer not null);
create table t (not null a) inherits (p);
