create table public.t (id integer primary key, p point);
create function public.cmp(integer, integer) returns integer language sql immutable as 'select $1 - $2';
create operator class public.ints for type integer using btree as
    operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 public.cmp(integer, integer);
create index t_ints on public.t (id public.ints);
create operator class public.gone for type integer using hash as operator 1 =, function 1 hashint4(integer);
