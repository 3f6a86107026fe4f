create type public.pair as (a integer, b text);
create type public.trio as (a integer, b text, c date);
create table public.was of public.pair;
create table public.becomes (a integer, b text);
create table public.other of public.pair;
