create table events (
  id bigint primary key,
  at timestamp(3) default localtimestamp not null,
  amount integer default 0,
  name text default 'x'
);
