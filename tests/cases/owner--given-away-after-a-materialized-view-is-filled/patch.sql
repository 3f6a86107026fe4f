begin;

set local search_path = public;

create materialized view public.cached as
select id from public.above;

alter view public.over owner to case_writer;

commit;
