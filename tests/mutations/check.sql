-- mutation: expression
create table t (a integer, constraint k check (a > 0));
-- to
create table t (a integer, constraint k check (a > 1));

-- mutation: no inherit
create table t (a integer, constraint k check (a > 0));
-- to
create table t (a integer, constraint k check (a > 0) no inherit);

-- mutation: validity
create table t (a integer);
alter table t add constraint k check (a > 0) not valid;
-- to
create table t (a integer, constraint k check (a > 0));

-- mutation: enforced
create table t (a integer, constraint k check (a > 0) not enforced);
-- to
create table t (a integer, constraint k check (a > 0));
