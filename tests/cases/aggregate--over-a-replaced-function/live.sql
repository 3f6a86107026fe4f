create function public.add(a integer, b integer) returns integer language sql immutable as 'select a + b';
create aggregate public.total (integer) (sfunc = public.add, stype = integer);
create table public.t (n integer);
create view public.totals as select public.total(n) from public.t;
