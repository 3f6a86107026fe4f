begin;

create schema app;

create type public.pair as (a integer, b integer);

set local search_path = public;

create function public.pair_eq(public.pair, public.pair)
    returns boolean
    language sql
    immutable
as $$select $1.a = $2.a and $1.b = $2.b$$;

create function public.pair_ne(public.pair, public.pair)
    returns boolean
    language sql
    immutable
as $$select not ($1.a = $2.a and $1.b = $2.b)$$;

create function public.pair_lt(public.pair, integer)
    returns boolean
    language sql
    immutable
as $$select $1.a < $2$$;

create function public.lt_pair(integer, public.pair)
    returns boolean
    language sql
    immutable
as $$select $1 > $2.a$$;

create function public.minus(public.pair)
    returns public.pair
    language sql
    immutable
as $$select row(-$1.a, -$1.b)::public.pair$$;

create operator public.!== (
    function = public.pair_ne,
    leftarg = public.pair,
    rightarg = public.pair,
    negator = operator(public.===)
);

create operator public.=== (
    function = public.pair_eq,
    leftarg = public.pair,
    rightarg = public.pair,
    commutator = operator(public.===),
    negator = operator(public.!==),
    restrict = eqsel,
    join = eqjoinsel,
    hashes,
    merges
);

create operator public.<<< (
    function = public.pair_lt,
    leftarg = public.pair,
    rightarg = integer,
    commutator = operator(public.>>>)
);

create operator public.>>> (function = public.lt_pair, leftarg = integer, rightarg = public.pair);

create operator app.!- (function = public.minus, rightarg = public.pair);

alter operator public.>>>(integer, public.pair) owner to case_definer;

comment on operator public.===(public.pair, public.pair) is 'the same';

comment on operator app.!-(none, public.pair) is 'the other way';

commit;
