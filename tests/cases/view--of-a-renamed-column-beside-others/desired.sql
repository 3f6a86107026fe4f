create table "select" (
  -- trueup: renamed from note
  remark text,
  -- trueup: renamed from flags
  marks bit(4)
);
create view totals as select remark, case when remark is null then 'none' else 'some' end as state from "select" order by 2;
create view counted as select t.marks as one, count(*) as many from "select" t where t.marks <> B'0000' group by t.marks;
