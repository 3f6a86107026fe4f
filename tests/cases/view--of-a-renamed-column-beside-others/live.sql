create table "select" (note text, flags bit(4));
create view totals as select note, case when note is null then 'none' else 'some' end as state from "select" order by 2;
create view counted as select t.flags as one, count(*) as many from "select" t where t.flags <> B'0000' group by t.flags;
create table others (note text);
create view pairs as select a.note, b.note as other from "select" a join "select" b on a.ctid = b.ctid where a.note <> 'x';
create view mixed as select o.note, s.note as theirs from others o left join "select" s on s.note = o.note;
