create table t (a integer, b integer, c integer);

-- mutation: columns
create statistics s on a, b from t;
-- to
create statistics s on a, c from t;

-- mutation: expressions
-- needs: 14
create statistics s on (a + 1), (b + 1) from t;
-- to
create statistics s on (a + 1), (b + 2) from t;

-- mutation: kinds
create statistics s (ndistinct) on a, b from t;
-- to
create statistics s (ndistinct, dependencies) on a, b from t;

-- mutation: statistics target
create statistics s on a, b from t;
-- to
create statistics s on a, b from t;
alter statistics s set statistics 500;
