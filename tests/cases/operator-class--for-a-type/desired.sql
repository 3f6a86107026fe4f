create schema app;
create table public.keep (id integer primary key);
create function app.lt(integer, integer) returns boolean language sql immutable as 'select $1 % 10 < $2 % 10';
create function app.le(integer, integer) returns boolean language sql immutable as 'select $1 % 10 <= $2 % 10';
create function app.eq(integer, integer) returns boolean language sql immutable as 'select $1 % 10 = $2 % 10';
create function app.ge(integer, integer) returns boolean language sql immutable as 'select $1 % 10 >= $2 % 10';
create function app.gt(integer, integer) returns boolean language sql immutable as 'select $1 % 10 > $2 % 10';
create function app.cmp(integer, integer) returns integer language sql immutable as 'select $1 % 10 - $2 % 10';
create operator app.<% (function = app.lt, leftarg = integer, rightarg = integer, commutator = operator(app.>%));
create operator app.<=% (function = app.le, leftarg = integer, rightarg = integer);
create operator app.=% (function = app.eq, leftarg = integer, rightarg = integer);
create operator app.>=% (function = app.ge, leftarg = integer, rightarg = integer);
create operator app.>% (function = app.gt, leftarg = integer, rightarg = integer, commutator = operator(app.<%));
create operator class app.last_digit for type integer using btree as
    operator 1 app.<%,
    operator 2 app.<=%,
    operator 3 app.=%,
    operator 4 app.>=%,
    operator 5 app.>%,
    function 1 app.cmp(integer, integer);
create index keep_digit on public.keep (id app.last_digit);
comment on operator class app.last_digit using btree is 'by the last digit';
comment on operator family app.last_digit using btree is 'a family of one';
alter operator class app.last_digit using btree owner to case_deployer;
