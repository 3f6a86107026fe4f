create table products (
  id bigint primary key,
  tags varchar(20)[] not null default '{}',
  matrix bigint[],
  prices numeric(10, 2)[3] default array[1, 2.5]
);
