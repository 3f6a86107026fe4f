create type public.pair as (a integer, b text);
create type public.trio as (a integer, b text, c date);
create table public.was (a integer, b text);
create table public.becomes (a integer, b text);
alter table public.becomes of public.pair;
create table public.other of public.trio;
create table public.fresh of public.pair (
    a with options default 5,
    b not null,
    primary key (a),
    constraint short check (length(b) < 10)
);
