create function f(internal) returns internal language internal immutable as 'array_recv';
create function g(internal) returns integer language internal immutable as 'int4recv';
create function h(internal) returns internal language internal immutable as 'array_recv';
create function i(internal) returns integer language internal immutable as 'int4recv';

-- mutation: from sql
create transform for integer language sql (from sql with function f(internal), to sql with function g(internal));
-- to
create transform for integer language sql (from sql with function h(internal), to sql with function g(internal));

-- mutation: to sql
create transform for integer language sql (from sql with function f(internal), to sql with function g(internal));
-- to
create transform for integer language sql (from sql with function f(internal), to sql with function i(internal));
