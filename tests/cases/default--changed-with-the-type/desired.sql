create table events (
  id bigint primary key,
  at timestamptz default '2020-01-01 00:00:00+00' not null,
  amount numeric(8,2) default 1.5,
  name varchar(20) default 'y'
);
