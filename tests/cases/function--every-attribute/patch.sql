begin;

set local search_path = public;

alter function public.f1(integer) immutable strict leakproof parallel safe cost 3;

alter function public.f2(integer) stable security definer parallel restricted cost 250 rows 20 set search_path to '' set work_mem to '64MB' set plpgsql.variable_conflict to 'use_column';

alter function public.f3() security definer set search_path to pg_catalog, public, pg_temp;

commit;
