create table t (
  renamed integer constraint after not null,
  kept integer not null,
  lost integer constraint lost not null,
  nullable integer,
  unchecked integer,
  added integer constraint added not null
);
alter table t add constraint t_unchecked_not_null not null unchecked not valid;
comment on constraint after on t is 'after';
comment on constraint t_kept_not_null on t is 'stays';
comment on constraint t_unchecked_not_null on t is 'comes back';
comment on column t.unchecked is 'of the column';
comment on constraint added on t is 'new';

create table copied (like t including comments);
