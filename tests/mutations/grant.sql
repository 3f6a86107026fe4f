create table t (a integer);

-- mutation: privilege
grant select on t to mutation_a;
-- to
grant update on t to mutation_a;

-- mutation: role
grant select on t to mutation_a;
-- to
grant select on t to mutation_b;

-- mutation: grant option
grant select on t to mutation_a;
-- to
grant select on t to mutation_a with grant option;
