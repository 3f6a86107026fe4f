create extension pg_trgm;
create extension btree_gin;
create function f() returns integer language sql as 'select 1';

-- mutation: extension
alter function f() depends on extension pg_trgm;
-- to
alter function f() depends on extension btree_gin;
