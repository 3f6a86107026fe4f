create table prices (
  id bigint primary key,
  currency text default 'usd',
  active boolean default true,
  starts_at timestamptz default now()
);
