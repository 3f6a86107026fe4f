create table t (a integer);

-- mutation: role
alter table t owner to mutation_a;
-- to
alter table t owner to mutation_b;
