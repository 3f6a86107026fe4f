-- trueup: renamed from people
create table users (
  id integer primary key,
  -- trueup: renamed from remark
  note text
);
-- trueup: renamed from current
create view active as select id, note from users where id > 0;
create view of_one as select a.* from active a, active b;
create view beyond as select * from of_one where note <> '';
create materialized view kept as select id, note from active;
comment on column of_one.note is 'what is noted';
