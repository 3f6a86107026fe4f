create table t (
  renamed integer constraint before not null,
  kept integer not null,
  lost integer constraint lost not null,
  nullable integer not null,
  dropped integer not null,
  unchecked integer not null
);
comment on constraint before on t is 'before';
comment on constraint t_kept_not_null on t is 'stays';
comment on constraint lost on t is 'goes';
comment on constraint t_nullable_not_null on t is 'goes with the constraint';
comment on constraint t_dropped_not_null on t is 'goes with the column';
comment on constraint t_unchecked_not_null on t is 'comes back';
comment on column t.unchecked is 'of the column';
