create function public.add(a integer, b integer) returns integer language sql immutable as 'select a + b';
create function public.half(a integer) returns integer language sql immutable as 'select a / 2';
create function public.part(a integer) returns numeric language sql immutable as 'select a / 2.0';
create or replace aggregate public.in_place (integer) (sfunc = public.add, stype = integer, finalfunc = public.half, initcond = '1');
create aggregate public.anew (integer) (sfunc = public.add, stype = integer, finalfunc = public.part);
create table public.t (n integer);
create view public.halves as select public.anew(n) as a, public.in_place(n) as b from public.t;
comment on aggregate public.anew (integer) is 'kept';
