begin;

set local search_path = public;

alter table public.people add column email text;

create or replace view public.everyone as
select * from people;

create or replace view public.named as
with p as (select * from people) select * from p where name is not null;

create or replace view public.counted as
select * from people natural join towns;

create or replace view public.again as
select * from everyone;

commit;
