create table "select" (
  -- trueup: renamed from note
  remark text,
  -- trueup: renamed from flags
  marks bit(4)
);
create view totals as select remark, case when remark is null then 'none' else 'some' end as state from "select" order by 2;
create view counted as select t.marks as one, count(*) as many from "select" t where t.marks <> B'0000' group by t.marks;
create table others (note text);
create view pairs as select a.remark, b.remark as other from "select" a join "select" b on a.ctid = b.ctid where a.remark <> 'x';
create view mixed as select o.note, s.remark as theirs from others o left join "select" s on s.remark = o.note;
