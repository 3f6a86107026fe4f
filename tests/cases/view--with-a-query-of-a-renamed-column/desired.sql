create table users (
  id integer primary key,
  -- trueup: renamed from note
  remark text
);
create view noted as
  with x as (select id, remark from users where remark is not null)
  select x.remark, y.id from x join x y using (id);
create view within as select s.remark, (select max(u.remark) from users u where u.id = s.id) as most from (select id, remark from users) s;
create view counted as select count(*) from (select remark from users group by remark) as each;
grant select on noted to public;
