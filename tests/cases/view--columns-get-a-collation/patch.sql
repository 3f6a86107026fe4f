begin;

drop view public.labels;

drop view public.over_codes;

set local search_path = public;

create or replace view public.codes as
select id, code as name, label from notes;

create view public.labels as
select id, code as name from notes;

create view public.over_codes as
select label as name from codes;

commit;
