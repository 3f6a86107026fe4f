-- mutation: columns
create table t (a integer not null, b integer not null, constraint k unique (a));
-- to
create table t (a integer not null, b integer not null, constraint k unique (b));

-- mutation: columns
create table t (a integer not null, b integer not null, constraint k unique (a, b));
-- to
create table t (a integer not null, b integer not null, constraint k unique (b, a));

-- mutation: included columns
create table t (a integer not null, b integer, constraint k unique (a));
-- to
create table t (a integer not null, b integer, constraint k unique (a) include (b));

-- mutation: deferral
create table t (a integer not null, constraint k unique (a));
-- to
create table t (a integer not null, constraint k unique (a) deferrable);

-- mutation: deferral
create table t (a integer not null, constraint k unique (a) deferrable);
-- to
create table t (a integer not null, constraint k unique (a) deferrable initially deferred);

-- mutation: storage parameters
create table t (a integer not null, constraint k unique (a));
-- to
create table t (a integer not null, constraint k unique (a) with (fillfactor = 70));

-- mutation: clustered on
create table t (a integer not null, constraint k unique (a));
-- to
create table t (a integer not null, constraint k unique (a));
alter table t cluster on k;

-- mutation: nulls not distinct
create table t (a integer, constraint k unique (a));
-- to
create table t (a integer, constraint k unique nulls not distinct (a));

-- mutation: tablespace
create table t (a integer not null, constraint k unique (a));
-- to
create table t (a integer not null, constraint k unique (a) using index tablespace mutation_space);

-- mutation: replica identity
-- also: table
create table t (a integer not null, constraint k unique (a));
-- to
create table t (a integer not null, constraint k unique (a));
alter table t replica identity using index k;

-- mutation: without overlaps
create table t (a int4range, b int4range, constraint k unique (a, b));
-- to
create table t (a int4range, b int4range, constraint k unique (a, b without overlaps));
