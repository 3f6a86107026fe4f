-- trueup: renamed from users
create table people (
  id integer,
  -- trueup: renamed from note
  remark bytea not null,
  constraint the_key primary key (id)
);
create view pairs as select a.remark, b.remark as other from people a join people b on a.ctid = b.ctid where a.remark <> 'a';
