create function public.is_near(integer, integer) returns boolean language sql immutable as 'select abs($1 - $2) < 10';
create operator public.<->> (function = public.is_near, leftarg = integer, rightarg = integer);
create table public.t (a integer, b integer, constraint near check (a operator(public.<->>) b));
create index t_near on public.t ((a operator(public.<->>) b));
create view public.near as select a, b from public.t where a operator(public.<->>) b;
