create function bounds(ids bigint[], out low bigint, out high bigint) language sql as $$ select min(i), max(i) from unnest(ids) i $$;
create function series(n integer) returns table (i integer, square integer) language sql rows 50 as $$ select g, g * g from generate_series(1, n) g $$;
