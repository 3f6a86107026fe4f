create table prices (
  id bigint primary key,
  currency text default 'eur',
  active boolean,
  starts_at timestamptz default date_trunc('day', now()) + interval '1 day'
);
