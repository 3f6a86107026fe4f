-- trueup: renamed from users
create table people (
  id integer primary key,
  -- trueup: renamed from note
  remark text
);
-- trueup: renamed from active
create view current as select id, remark from people where id > 0;
create view of_one as select a.* from current a, current b;
create view beyond as select * from of_one where remark <> '';
create materialized view kept as select id, remark from current;
comment on column of_one.remark is 'what is noted';
