create table t (a integer, b integer);

-- mutation: query
create view v as select a from t;
-- to
create view v as select a from t where b > 0;

-- mutation: query
create view v as select a from t;
-- to
create view v as select b from t;

-- mutation: check option
create view v as select a from t where a > 0;
-- to
create view v as select a from t where a > 0 with local check option;

-- mutation: check option
create view v as select a from t where a > 0 with local check option;
-- to
create view v as select a from t where a > 0 with cascaded check option;

-- mutation: security barrier
create view v as select a from t;
-- to
create view v with (security_barrier) as select a from t;

-- mutation: security invoker
create view v as select a from t;
-- to
create view v with (security_invoker) as select a from t;

-- mutation: defaults of columns
create view v as select a from t;
-- to
create view v as select a from t;
alter view v alter column a set default 1;

-- mutation: names of columns
create table names (a integer, b text);
create view named as select a, b as c, a + 1 as d from names;
-- to
create table names (a integer, b text);
create view named as select a as id, b as c, a + 1 as next from names;
