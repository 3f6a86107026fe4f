create function same(integer, integer) returns boolean language sql immutable as 'select $1 = $2';
create function same_2(integer, integer) returns boolean language sql immutable as 'select $1 = $2';
create function unlike(integer, integer) returns boolean language sql immutable as 'select $1 <> $2';
create operator <~> (function = unlike, leftarg = integer, rightarg = integer);

-- mutation: function
create operator === (function = same, leftarg = integer, rightarg = integer);
-- to
create operator === (function = same_2, leftarg = integer, rightarg = integer);

-- mutation: commutator
create operator === (function = same, leftarg = integer, rightarg = integer);
-- to
create operator === (function = same, leftarg = integer, rightarg = integer, commutator = ===);

-- mutation: negator
-- also: operator
create operator === (function = same, leftarg = integer, rightarg = integer);
-- to
create operator === (function = same, leftarg = integer, rightarg = integer, negator = <~>);

-- mutation: restrict
create operator === (function = same, leftarg = integer, rightarg = integer);
-- to
create operator === (function = same, leftarg = integer, rightarg = integer, restrict = eqsel);

-- mutation: join
create operator === (function = same, leftarg = integer, rightarg = integer);
-- to
create operator === (function = same, leftarg = integer, rightarg = integer, join = eqjoinsel);

-- mutation: hashes
create operator === (function = same, leftarg = integer, rightarg = integer, commutator = ===);
-- to
create operator === (function = same, leftarg = integer, rightarg = integer, commutator = ===, hashes);

-- mutation: merges
create operator === (function = same, leftarg = integer, rightarg = integer, commutator = ===);
-- to
create operator === (function = same, leftarg = integer, rightarg = integer, commutator = ===, merges);
