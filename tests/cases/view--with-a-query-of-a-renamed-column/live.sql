create table users (
  id integer primary key,
  -- trueup: renamed from remark
  note text
);
create view noted as
  with x as (select id, note from users where note is not null)
  select x.note, y.id from x join x y using (id);
create view within as select s.note, (select max(u.note) from users u where u.id = s.id) as most from (select id, note from users) s;
create view counted as select count(*) from (select note from users group by note) as each;
grant select on noted to public;
