begin;

set local search_path = public;

alter materialized view public.m rename column c to words;

commit;
