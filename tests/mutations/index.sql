create table t (a integer, b integer, c text, d tsvector);

-- mutation: unique
create index i on t (a);
-- to
create unique index i on t (a);

-- mutation: access method
create index i on t (a);
-- to
create index i on t using hash (a);

-- mutation: keys
create index i on t (a);
-- to
create index i on t (b);

-- mutation: keys
create index i on t ((a + 1));
-- to
create index i on t ((a + 2));

-- mutation: keys
create index i on t (a, b);
-- to
create index i on t (b, a);

-- mutation: collation
create index i on t (c);
-- to
create index i on t (c collate "C");

-- mutation: operator class
create index i on t (c);
-- to
create index i on t (c text_pattern_ops);

-- mutation: parameters of an operator class
create index i on t using gist (d);
-- to
create index i on t using gist (d tsvector_ops (siglen = 200));

-- mutation: order
create index i on t (a nulls last);
-- to
create index i on t (a desc nulls last);

-- mutation: nulls first
create index i on t (a);
-- to
create index i on t (a nulls first);

-- mutation: included columns
create index i on t (a);
-- to
create index i on t (a) include (b);

-- mutation: nulls not distinct
create unique index i on t (a);
-- to
create unique index i on t (a) nulls not distinct;

-- mutation: predicate
create index i on t (a) where b > 0;
-- to
create index i on t (a) where b > 1;

-- mutation: storage parameters
create index i on t (a) with (fillfactor = 80);
-- to
create index i on t (a) with (fillfactor = 70);

-- mutation: tablespace
create index i on t (a);
-- to
create index i on t (a) tablespace mutation_space;

-- mutation: statistics target
create index i on t ((a + 1));
-- to
create index i on t ((a + 1));
alter index i alter column 1 set statistics 500;

-- mutation: clustered on
create index i on t (a);
-- to
create index i on t (a);
alter table t cluster on i;

-- mutation: validity
-- unseen by pg_dump
-- one way
-- on the server: update pg_index set indisvalid = false where indexrelid = 'i'::regclass
create index i on t (a);
-- to
create index i on t (a);

-- mutation: replica identity
-- also: table
create table x (a integer not null);
create unique index i on x (a);
-- to
create table x (a integer not null);
create unique index i on x (a);
alter table x replica identity using index i;
