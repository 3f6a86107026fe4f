begin;

create schema app;

set local search_path = public;

create function app.lt(integer, integer)
    returns boolean
    language sql
    immutable
as $$select $1 % 10 < $2 % 10$$;

create function app.le(integer, integer)
    returns boolean
    language sql
    immutable
as $$select $1 % 10 <= $2 % 10$$;

create function app.eq(integer, integer)
    returns boolean
    language sql
    immutable
as $$select $1 % 10 = $2 % 10$$;

create function app.ge(integer, integer)
    returns boolean
    language sql
    immutable
as $$select $1 % 10 >= $2 % 10$$;

create function app.gt(integer, integer)
    returns boolean
    language sql
    immutable
as $$select $1 % 10 > $2 % 10$$;

create function app.cmp(integer, integer)
    returns integer
    language sql
    immutable
as $$select $1 % 10 - $2 % 10$$;

create operator app.<% (
    function = app.lt,
    leftarg = integer,
    rightarg = integer,
    commutator = operator(app.>%)
);

create operator app.<=% (function = app.le, leftarg = integer, rightarg = integer);

create operator app.=% (function = app.eq, leftarg = integer, rightarg = integer);

create operator app.>=% (function = app.ge, leftarg = integer, rightarg = integer);

create operator app.>% (
    function = app.gt,
    leftarg = integer,
    rightarg = integer,
    commutator = operator(app.<%)
);

create operator family app.last_digit using btree;

create operator class app.last_digit for type integer using btree family app.last_digit as
    function 1 (integer, integer) app.cmp(integer, integer),
    operator 1 app.<%(integer, integer),
    operator 2 app.<=%(integer, integer),
    operator 3 app.=%(integer, integer),
    operator 4 app.>=%(integer, integer),
    operator 5 app.>%(integer, integer);

-- blocks-writes: building index public.keep_digit reads public.keep while
-- writes to it wait (0 rows)
create index keep_digit on public.keep (id app.last_digit);

alter operator class app.last_digit using btree owner to case_deployer;

comment on operator class app.last_digit using btree is 'by the last digit';

comment on operator family app.last_digit using btree is 'a family of one';

commit;
