-- mutation: columns
create table t (a integer not null, b integer not null, constraint k primary key (a));
-- to
create table t (a integer not null, b integer not null, constraint k primary key (b));

-- mutation: columns
create table t (a integer not null, b integer not null, constraint k primary key (a, b));
-- to
create table t (a integer not null, b integer not null, constraint k primary key (b, a));

-- mutation: included columns
create table t (a integer not null, b integer, constraint k primary key (a));
-- to
create table t (a integer not null, b integer, constraint k primary key (a) include (b));

-- mutation: deferral
create table t (a integer not null, constraint k primary key (a));
-- to
create table t (a integer not null, constraint k primary key (a) deferrable);

-- mutation: deferral
create table t (a integer not null, constraint k primary key (a) deferrable);
-- to
create table t (a integer not null, constraint k primary key (a) deferrable initially deferred);

-- mutation: storage parameters
create table t (a integer not null, constraint k primary key (a));
-- to
create table t (a integer not null, constraint k primary key (a) with (fillfactor = 70));

-- mutation: clustered on
create table t (a integer not null, constraint k primary key (a));
-- to
create table t (a integer not null, constraint k primary key (a));
alter table t cluster on k;

-- mutation: tablespace
create table t (a integer not null, constraint k primary key (a));
-- to
create table t (a integer not null, constraint k primary key (a) using index tablespace mutation_space);

-- mutation: replica identity
-- also: table
create table t (a integer not null, constraint k primary key (a));
-- to
create table t (a integer not null, constraint k primary key (a));
alter table t replica identity using index k;

-- mutation: without overlaps
create table t (a int4range, b int4range, constraint k primary key (a, b));
-- to
create table t (a int4range, b int4range, constraint k primary key (a, b without overlaps));
