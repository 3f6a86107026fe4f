-- lacks: COMPRESSION of column public.t.a
-- attribute: column compression
create table t (a text compression pglz);

-- lacks: a multirange type of column public.t.a
create table t (a int4multirange);

-- lacks: a multirange type of column public.t.a
create table t (a datemultirange[]);

-- lacks: a multirange type of domain public.d
create domain d as nummultirange;

-- lacks: a multirange type of composite type public.c
create type c as (a tsmultirange);

-- lacks: a multirange type of function public.f(int8multirange)
create function f(int8multirange) returns integer language sql as 'select 1';

-- lacks: a multirange type of function public.f()
create function f() returns tstzmultirange language sql as 'select null::tstzmultirange';

-- lacks: a multirange type of aggregate public.a(int4multirange)
create aggregate a(int4multirange) (sfunc = multirange_union, stype = int4multirange);

-- lacks: MULTIRANGE_TYPE_NAME of range type public.r
-- attribute: range-type multirange type
create type r as range (subtype = integer, multirange_type_name = m);

-- lacks: a body that is no string of function public.f()
-- attribute: function parsed body
create function f() returns integer language sql return 1;

-- lacks: a body that is no string of procedure public.p()
-- attribute: procedure parsed body
create table t (a integer);
create procedure p() language sql begin atomic insert into t values (1); end;

-- lacks: an OUT argument of procedure public.p()
create procedure p(out a integer) language sql as 'select 1';

-- lacks: an expression of statistics public.s
-- attribute: statistics expressions
create table t (a integer, b integer);
create statistics s on (a + 1), b from t;

-- lacks: INCLUDE with spgist of index public.i
create table t (a text, b integer);
create index i on t using spgist (a) include (b);

-- lacks: binary of subscription s
-- attribute: subscription binary
create subscription s connection 'dbname=elsewhere' publication p with (connect = false, slot_name = none, binary);

-- lacks: streaming of subscription s
-- attribute: subscription streaming
create subscription s connection 'dbname=elsewhere' publication p with (connect = false, slot_name = none, streaming = on);
