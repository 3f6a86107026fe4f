create type c as (a integer);
create function f(integer) returns c language sql immutable as 'select row($1)::c';
create function g(integer) returns c language sql immutable as 'select row($1)::c';

-- mutation: function
create cast (integer as c) with function f(integer);
-- to
create cast (integer as c) with function g(integer);

-- mutation: method
create cast (integer as c) with function f(integer);
-- to
create cast (integer as c) with inout;

-- mutation: context
create cast (integer as c) with function f(integer);
-- to
create cast (integer as c) with function f(integer) as assignment;
