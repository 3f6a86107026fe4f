-- mutation: expression
create table t (a integer default 1);
-- to
create table t (a integer default 2);

-- mutation: expression
create table t (a timestamptz default now());
-- to
create table t (a timestamptz default clock_timestamp());
