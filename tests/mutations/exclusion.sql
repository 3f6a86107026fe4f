-- mutation: elements
create table t (a integer, b integer, constraint k exclude (a with =));
-- to
create table t (a integer, b integer, constraint k exclude (b with =));

-- mutation: operators
create table t (a int4range, constraint k exclude using gist (a with &&));
-- to
create table t (a int4range, constraint k exclude using gist (a with =));

-- mutation: access method
create table t (a integer, constraint k exclude using btree (a with =));
-- to
create table t (a integer, constraint k exclude using hash (a with =));

-- mutation: collation
create table t (a text, constraint k exclude (a with =));
-- to
create table t (a text, constraint k exclude (a collate "C" with =));

-- mutation: operator class
create table t (a text, constraint k exclude (a with =));
-- to
create table t (a text, constraint k exclude (a text_pattern_ops with =));

-- mutation: order
create table t (a integer, constraint k exclude (a with =));
-- to
create table t (a integer, constraint k exclude (a desc with =));

-- mutation: included columns
create table t (a integer, b integer, constraint k exclude (a with =));
-- to
create table t (a integer, b integer, constraint k exclude (a with =) include (b));

-- mutation: predicate
create table t (a integer, constraint k exclude (a with =));
-- to
create table t (a integer, constraint k exclude (a with =) where (a > 0));

-- mutation: deferral
create table t (a integer, constraint k exclude (a with =));
-- to
create table t (a integer, constraint k exclude (a with =) deferrable initially deferred);

-- mutation: storage parameters
create table t (a integer, constraint k exclude (a with =));
-- to
create table t (a integer, constraint k exclude (a with =) with (fillfactor = 70));

-- mutation: clustered on
create table t (a integer, constraint k exclude (a with =));
-- to
create table t (a integer, constraint k exclude (a with =));
alter table t cluster on k;

-- mutation: tablespace
create table t (a integer, constraint k exclude (a with =));
-- to
create table t (a integer, constraint k exclude (a with =) using index tablespace mutation_space);
