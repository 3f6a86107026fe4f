begin;

drop view public.active;

set local search_path = public;

create or replace view public.kept as
with x as (select id from plans) select id from x where id > 1;

create view public.active as
with x as (select code from prices) select code from x limit 5;

commit;
