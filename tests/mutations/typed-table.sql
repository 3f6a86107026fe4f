create type one as (a integer);
create type two as (a integer);

-- mutation: type
create table t of one;
-- to
create table t of two;
