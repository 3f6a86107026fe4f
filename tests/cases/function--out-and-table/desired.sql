create function bounds(ids bigint[], out low bigint, out high bigint, out number bigint) language sql
  as $$ select min(i), max(i), count(*) from unnest(ids) i $$;
create function series(n integer) returns table (i integer, square bigint) language sql rows 50
  as $$ select g, (g * g)::bigint from generate_series(1, n) g $$;
create function swap(inout a integer, inout b text) language sql as $$ select b::integer, a::text $$;
