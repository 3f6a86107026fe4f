create foreign data wrapper v;
create foreign data wrapper w;

-- mutation: wrapper
create server s foreign data wrapper v;
-- to
create server s foreign data wrapper w;

-- mutation: type
create server s type 'a' foreign data wrapper v;
-- to
create server s type 'b' foreign data wrapper v;

-- mutation: version
create server s version 'a' foreign data wrapper v;
-- to
create server s foreign data wrapper v;

-- mutation: options
create server s foreign data wrapper v options (a 'b');
-- to
create server s foreign data wrapper v options (c 'b');
