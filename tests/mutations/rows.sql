create table t (id int primary key, name text);
-- mutation: missing rows
-- unseen by pg_dump
-- one way
insert into t values (1, 'a');
-- to
insert into t values (1, 'a'), (2, 'b');

-- mutation: values
-- unseen by pg_dump
insert into t values (1, 'a'), (2, 'b');
-- to
insert into t values (1, 'a'), (2, 'c');

-- mutation: other rows, where the files have all
-- unseen by pg_dump
-- trueup: rows exact
insert into t values (1, 'a');
-- to
-- trueup: rows exact
insert into t values (1, 'a'), (2, 'b');
