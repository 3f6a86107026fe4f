create foreign data wrapper w;
create server s foreign data wrapper w;

-- mutation: options
create user mapping for mutation_a server s options (a 'b');
-- to
create user mapping for mutation_a server s options (a 'c');
