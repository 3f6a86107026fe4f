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
