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

-- mutation: privilege
create domain d as text;
revoke usage on domain d from public;
-- to
create domain d as text;

-- mutation: role
create foreign data wrapper w;
create server s foreign data wrapper w;
grant usage on foreign data wrapper w to mutation_a;
grant usage on foreign server s to mutation_a;
-- to
create foreign data wrapper w;
create server s foreign data wrapper w;
grant usage on foreign data wrapper w to mutation_b;
grant usage on foreign server s to mutation_b;

-- mutation: privilege
create trusted language pl handler plpgsql_call_handler;
-- to
create trusted language pl handler plpgsql_call_handler;
revoke usage on language pl from public;
