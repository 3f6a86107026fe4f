create schema app;
create table t (a integer primary key, b integer);
create table u (a integer);

-- mutation: all tables
create publication p;
-- to
create publication p for all tables;

-- mutation: tables
create publication p for table t;
-- to
create publication p for table t, u;

-- mutation: columns of a table
create publication p for table t;
-- to
create publication p for table t (a);

-- mutation: row filter
create publication p for table t where (a > 0);
-- to
create publication p for table t where (a > 1);

-- mutation: schemas
create publication p for tables in schema public;
-- to
create publication p for tables in schema app;

-- mutation: published operations
create publication p for table t;
-- to
create publication p for table t with (publish = 'insert, delete');

-- mutation: via partition root
create publication p for table t;
-- to
create publication p for table t with (publish_via_partition_root);

-- mutation: generated columns
create publication p for table t;
-- to
create publication p for table t with (publish_generated_columns = stored);
