create table t (
  a text default 'x'::text,
  b numeric(10, 2) default 0.00,
  c timestamptz default CURRENT_TIMESTAMP,
  d interval default '1 day'::interval,
  e jsonb default '{}'::jsonb,
  f text[] default ARRAY[]::text[],
  g integer default -1,
  h bigint default '-1'::integer,
  i varchar(5) default 'a'::character varying,
  j date default ('now'::text)::date,
  k boolean default (not false),
  l double precision default 1e3
);
