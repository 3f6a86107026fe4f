create type public.pair as (a integer, b integer);
create function public.out_of(internal) returns internal language internal immutable as 'prsd_lextype';
create function public.into_pair(internal) returns public.pair language internal immutable as 'prsd_lextype';
