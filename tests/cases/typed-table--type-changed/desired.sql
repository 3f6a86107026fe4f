create type public.pair as (a integer, b text, c integer);
create table public.t of public.pair (primary key (a));
