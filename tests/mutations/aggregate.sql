create function step(integer, integer) returns integer language sql immutable as 'select $1 + $2';
create function step_2(integer, integer) returns integer language sql immutable as 'select $1 + $2';
create function ends(integer) returns integer language sql immutable as 'select $1';
create function ends_2(integer) returns integer language sql immutable as 'select $1';
create function step_any(internal, float8, anyelement) returns internal language internal as 'ordered_set_transition_multi';

-- mutation: names of arguments
create aggregate a (integer) (sfunc = step, stype = integer);
-- to
create aggregate a (x integer) (sfunc = step, stype = integer);

-- mutation: direct arguments
create aggregate a (float8, anyelement) (sfunc = step_any, stype = internal);
-- to
create aggregate a (float8 order by anyelement) (sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra);

-- mutation: sfunc
create aggregate a (integer) (sfunc = step, stype = integer);
-- to
create aggregate a (integer) (sfunc = step_2, stype = integer);

-- mutation: stype
create aggregate a (integer) (sfunc = int4pl, stype = integer, initcond = '0');
-- to
create aggregate a (integer) (sfunc = int84pl, stype = bigint, initcond = '0');

-- mutation: sspace
create aggregate a (integer) (sfunc = step, stype = integer);
-- to
create aggregate a (integer) (sfunc = step, stype = integer, sspace = 100);

-- mutation: finalfunc
create aggregate a (integer) (sfunc = step, stype = integer, finalfunc = ends);
-- to
create aggregate a (integer) (sfunc = step, stype = integer, finalfunc = ends_2);

-- mutation: finalfunc_modify
create aggregate a (integer) (sfunc = step, stype = integer, finalfunc = ends);
-- to
create aggregate a (integer) (sfunc = step, stype = integer, finalfunc = ends, finalfunc_modify = shareable);

-- mutation: finalfunc_extra
create function ends(integer, integer) returns integer language sql immutable as 'select $1';
create aggregate a (integer) (sfunc = step, stype = integer, finalfunc = ends);
-- to
create function ends(integer, integer) returns integer language sql immutable as 'select $1';
create aggregate a (integer) (sfunc = step, stype = integer, finalfunc = ends, finalfunc_extra);

-- mutation: combinefunc
create aggregate a (integer) (sfunc = step, stype = integer, combinefunc = step);
-- to
create aggregate a (integer) (sfunc = step, stype = integer, combinefunc = step_2);

-- mutation: initcond
create aggregate a (integer) (sfunc = step, stype = integer, initcond = '0');
-- to
create aggregate a (integer) (sfunc = step, stype = integer, initcond = '1');

-- mutation: serialfunc
create aggregate a (numeric) (sfunc = numeric_avg_accum, stype = internal, finalfunc = numeric_avg, combinefunc = numeric_avg_combine, serialfunc = numeric_avg_serialize, deserialfunc = numeric_avg_deserialize);
-- to
create aggregate a (numeric) (sfunc = numeric_avg_accum, stype = internal, finalfunc = numeric_avg, combinefunc = numeric_avg_combine, serialfunc = numeric_serialize, deserialfunc = numeric_avg_deserialize);

-- mutation: deserialfunc
create aggregate a (numeric) (sfunc = numeric_avg_accum, stype = internal, finalfunc = numeric_avg, combinefunc = numeric_avg_combine, serialfunc = numeric_avg_serialize, deserialfunc = numeric_avg_deserialize);
-- to
create aggregate a (numeric) (sfunc = numeric_avg_accum, stype = internal, finalfunc = numeric_avg, combinefunc = numeric_avg_combine, serialfunc = numeric_avg_serialize, deserialfunc = numeric_deserialize);

-- mutation: msfunc
create aggregate a (integer) (sfunc = step, stype = integer, msfunc = step, minvfunc = step, mstype = integer);
-- to
create aggregate a (integer) (sfunc = step, stype = integer, msfunc = step_2, minvfunc = step, mstype = integer);

-- mutation: minvfunc
create aggregate a (integer) (sfunc = step, stype = integer, msfunc = step, minvfunc = step, mstype = integer);
-- to
create aggregate a (integer) (sfunc = step, stype = integer, msfunc = step, minvfunc = step_2, mstype = integer);

-- mutation: mstype
create aggregate a (integer) (sfunc = int4pl, stype = integer, msfunc = int4pl, minvfunc = int4mi, mstype = integer, minitcond = '0');
-- to
create aggregate a (integer) (sfunc = int4pl, stype = integer, msfunc = int84pl, minvfunc = int84mi, mstype = bigint, mfinalfunc = pg_catalog.int4, minitcond = '0');

-- mutation: msspace
create aggregate a (integer) (sfunc = step, stype = integer, msfunc = step, minvfunc = step, mstype = integer);
-- to
create aggregate a (integer) (sfunc = step, stype = integer, msfunc = step, minvfunc = step, mstype = integer, msspace = 100);

-- mutation: mfinalfunc
create aggregate a (integer) (sfunc = step, stype = integer, msfunc = step, minvfunc = step, mstype = integer, mfinalfunc = ends);
-- to
create aggregate a (integer) (sfunc = step, stype = integer, msfunc = step, minvfunc = step, mstype = integer, mfinalfunc = ends_2);

-- mutation: mfinalfunc_extra
create function ends(integer, integer) returns integer language sql immutable as 'select $1';
create aggregate a (integer) (sfunc = step, stype = integer, msfunc = step, minvfunc = step, mstype = integer, mfinalfunc = ends);
-- to
create function ends(integer, integer) returns integer language sql immutable as 'select $1';
create aggregate a (integer) (sfunc = step, stype = integer, msfunc = step, minvfunc = step, mstype = integer, mfinalfunc = ends, mfinalfunc_extra);

-- mutation: mfinalfunc_modify
create aggregate a (integer) (sfunc = step, stype = integer, msfunc = step, minvfunc = step, mstype = integer, mfinalfunc = ends);
-- to
create aggregate a (integer) (sfunc = step, stype = integer, msfunc = step, minvfunc = step, mstype = integer, mfinalfunc = ends, mfinalfunc_modify = read_write);

-- mutation: minitcond
create aggregate a (integer) (sfunc = step, stype = integer, msfunc = step, minvfunc = step, mstype = integer);
-- to
create aggregate a (integer) (sfunc = step, stype = integer, msfunc = step, minvfunc = step, mstype = integer, minitcond = '1');

-- mutation: sortop
create aggregate a (integer) (sfunc = step, stype = integer);
-- to
create aggregate a (integer) (sfunc = step, stype = integer, sortop = <);

-- mutation: parallel
create aggregate a (integer) (sfunc = step, stype = integer);
-- to
create aggregate a (integer) (sfunc = step, stype = integer, parallel = safe);

-- mutation: hypothetical
create aggregate a (variadic "any" order by variadic "any") (sfunc = ordered_set_transition_multi, stype = internal, finalfunc = rank_final, finalfunc_extra);
-- to
create aggregate a (variadic "any" order by variadic "any") (sfunc = ordered_set_transition_multi, stype = internal, finalfunc = rank_final, finalfunc_extra, hypothetical);
