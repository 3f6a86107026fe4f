-- mutation: attributes
create type c as (a integer);
-- to
create type c as (a integer, b integer);

-- mutation: type of an attribute
create type c as (a varchar(3));
-- to
create type c as (a varchar(4));

-- mutation: collation of an attribute
create type c as (a text);
-- to
create type c as (a text collate "C");
