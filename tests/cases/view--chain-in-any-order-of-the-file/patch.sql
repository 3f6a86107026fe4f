begin;

set local search_path = public;

create view public.a3 as
select id from t;

create view public.a2 as
select id from a3;

create view public.a1 as
select a2.id from a2 join a3 using (id);

create view public.numbers as
with recursive numbers (n) as (values (1) union all select n + 1 from numbers where n < 5) select n from numbers;

commit;
