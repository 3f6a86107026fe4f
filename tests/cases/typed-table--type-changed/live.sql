create type public.pair as (a integer, b text);
create table public.t of public.pair (primary key (a));
