begin;

set local search_path = public;

create materialized view public.d as
select id from a;

grant select on public.a to case_reader;

grant select on public.b to case_reader;

grant select on public.d to case_reader;

grant usage on sequence public.c to case_reader;

grant create on schema public to case_reader;

commit;
