create table t (
  a text default 'x',
  b numeric(10, 2) default 0.00,
  c timestamptz default current_timestamp,
  d interval default interval '1 day',
  e jsonb default jsonb '{}',
  f text[] default array[]::text[],
  g integer default (-1),
  h bigint default '-1'::integer,
  i varchar(5) default cast('a' as varchar),
  j date default cast('now'::text as date),
  k boolean default (not false),
  l double precision default 1e3,
  m integer
);
