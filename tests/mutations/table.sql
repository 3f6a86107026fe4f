-- mutation: unlogged
create table t (a integer);
-- to
create unlogged table t (a integer);

-- mutation: row security
create table t (a integer);
-- to
create table t (a integer);
alter table t enable row level security;

-- mutation: forced row security
create table t (a integer);
-- to
create table t (a integer);
alter table t force row level security;

-- mutation: replica identity
create table t (a integer not null);
-- to
create table t (a integer not null);
alter table t replica identity full;

-- mutation: storage parameters
create table t (a integer) with (fillfactor = 80);
-- to
create table t (a integer) with (fillfactor = 70);

-- mutation: storage parameters
create table t (a text);
-- to
create table t (a text) with (toast.autovacuum_enabled = false);

-- mutation: partition key
create table t (a integer, b integer) partition by range (a);
-- to
create table t (a integer, b integer) partition by range (b);

-- mutation: partition key
create table t (a integer, b integer) partition by range (a);
-- to
create table t (a integer, b integer) partition by list (a);

-- mutation: tablespace
create table t (a integer);
-- to
create table t (a integer) tablespace mutation_space;

-- mutation: access method
create access method other type table handler heap_tableam_handler;
create table t (a integer);
-- to
create access method other type table handler heap_tableam_handler;
create table t (a integer) using other;

-- mutation: foreign server
create foreign data wrapper w;
create server a foreign data wrapper w;
create server b foreign data wrapper w;
create foreign table t (x integer) server a;
-- to
create foreign data wrapper w;
create server a foreign data wrapper w;
create server b foreign data wrapper w;
create foreign table t (x integer) server b;

-- mutation: foreign server
create foreign data wrapper w;
create server a foreign data wrapper w;
create foreign table t (x integer) server a;
-- to
create foreign data wrapper w;
create server a foreign data wrapper w;
create table t (x integer);

-- mutation: options for the foreign server
create foreign data wrapper w;
create server a foreign data wrapper w;
create foreign table t (x integer) server a options (a 'b', c 'd');
-- to
create foreign data wrapper w;
create server a foreign data wrapper w;
create foreign table t (x integer) server a options (a 'e', f 'd');
