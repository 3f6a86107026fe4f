create table t (
  id int8,
  a int, b int4, c smallint, d int2, e float, f float(10), g float4, h double precision, i real,
  j decimal(5), k dec, l bool, m varchar, n char, o char varying(5), p nchar(3), q "char", r bpchar,
  s timestamp(2), t time with time zone, u timetz(1), v interval year to month, w bit, x varbit,
  y name, z oid, aa regclass, ab xml, ac inet, ad int4range, ae int4multirange, af pg_lsn, ag tsquery,
  ah integer array, ai integer array[4], aj text[][]
);
