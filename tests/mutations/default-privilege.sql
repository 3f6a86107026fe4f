create schema app;

-- mutation: privilege
alter default privileges in schema app grant select on tables to mutation_a;
-- to
alter default privileges in schema app grant update on tables to mutation_a;

-- mutation: role
alter default privileges in schema app grant select on tables to mutation_a;
-- to
alter default privileges in schema app grant select on tables to mutation_b;

-- mutation: grant option
alter default privileges in schema app grant select on tables to mutation_a;
-- to
alter default privileges in schema app grant select on tables to mutation_a with grant option;

-- mutation: schema
alter default privileges in schema app grant select on tables to mutation_a;
-- to
alter default privileges in schema public grant select on tables to mutation_a;
