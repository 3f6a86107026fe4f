begin;

alter table public.users rename column note to remark;

set local search_path = public;

alter view public.noted rename column note to remark;

create or replace view public.noted as
with x as (select id, remark from users where remark is not null)
  select x.remark, y.id from x join x y using (id);

alter view public.within rename column note to remark;

create or replace view public.within as
select s.remark, (select max(u.remark) from users u where u.id = s.id) as most from (select id, remark from users) s;

create or replace view public.counted as
select count(*) from (select remark from users group by remark) as each;

commit;
