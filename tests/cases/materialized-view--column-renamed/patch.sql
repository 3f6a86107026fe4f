begin;

comment on column public.m.c is null;

set local search_path = public;

alter materialized view public.m rename column c to words;

comment on column public.m.words is 'the second';

commit;
