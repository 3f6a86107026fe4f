create operator family f using btree;
create operator family g using gist;
create operator family h using btree;

-- mutation: operator or function
alter operator family f using btree add function 1 (integer, bigint) btint48cmp(integer, bigint);
-- to
alter operator family f using btree add function 1 (integer, bigint) btint84cmp(bigint, integer);

-- mutation: order by
alter operator family g using gist add operator 15 <-> (point, point) for order by h;
-- to
alter operator family g using gist add operator 15 <-> (point, point) for order by float_ops;
