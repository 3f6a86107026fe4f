create function public.add(x integer, y integer) returns integer language sql immutable as 'select x + y';
create aggregate public.total (integer) (sfunc = public.add, stype = integer);
create table public.t (n integer);
create view public.totals as select public.total(n) from public.t;
