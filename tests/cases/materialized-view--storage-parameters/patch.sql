begin;

alter materialized view public.v cluster on v_a;

set local search_path = public;

alter materialized view public.v set (fillfactor=80, toast.autovacuum_enabled=off);

commit;
