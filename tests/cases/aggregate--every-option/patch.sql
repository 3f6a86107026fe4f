begin;

create type app.state as (total bigint, seen bigint);

set local search_path = public;

create function app.step(state app.state, value integer)
    returns app.state
    language sql
    immutable
as $$select (($1.total + $2, $1.seen + 1))::app.state$$;

create function app.back(state app.state, value integer)
    returns app.state
    language sql
    immutable
as $$select (($1.total - $2, $1.seen - 1))::app.state$$;

create function app.join_up(a app.state, b app.state)
    returns app.state
    language sql
    immutable
as $$select (($1.total + $2.total, $1.seen + $2.seen))::app.state$$;

create function app.finish(state app.state)
    returns numeric
    language sql
    immutable
as $$select $1.total::numeric / $1.seen$$;

create function app.finish_extra(state app.state, value integer)
    returns numeric
    language sql
    immutable
as $$select $1.total::numeric$$;

create aggregate app.mean(value integer) (
    sfunc = app.step,
    stype = app.state,
    sspace = 64,
    finalfunc = app.finish_extra,
    finalfunc_extra,
    finalfunc_modify = shareable,
    combinefunc = app.join_up,
    initcond = '(0,0)',
    msfunc = app.step,
    minvfunc = app.back,
    mstype = app.state,
    msspace = 32,
    mfinalfunc = app.finish,
    mfinalfunc_modify = read_write,
    minitcond = '(0,0)',
    parallel = safe
);

create aggregate app.old_style(integer) (sfunc = int4pl, stype = integer, initcond = '0');

create aggregate app.counted(*) (sfunc = int8inc, stype = bigint, initcond = '0');

create aggregate app.least_of(integer) (sfunc = int4smaller, stype = integer, sortop = <);

create aggregate app.middle(fraction double precision order by value double precision) (
    sfunc = ordered_set_transition,
    stype = internal,
    finalfunc = percentile_cont_float8_final
);

create aggregate app.standing(variadic "any" order by variadic "any") (
    sfunc = ordered_set_transition_multi,
    stype = internal,
    finalfunc = rank_final,
    finalfunc_extra,
    hypothetical
);

create aggregate app.serial_sum(numeric) (
    sfunc = numeric_avg_accum,
    stype = internal,
    finalfunc = numeric_sum,
    combinefunc = numeric_avg_combine,
    serialfunc = numeric_avg_serialize,
    deserialfunc = numeric_avg_deserialize,
    parallel = restricted
);

create view app.means as
select app.mean(id) from public.keep;

revoke execute on function app.mean(integer) from public;

grant execute on function app.mean(integer) to case_definer;

comment on aggregate app.middle(double precision order by double precision) is 'of an ordered set';

comment on aggregate app.counted(*) is 'of nothing';

commit;
