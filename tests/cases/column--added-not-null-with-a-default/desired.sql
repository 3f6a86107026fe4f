create table customers (
  id bigint primary key,
  balance numeric(12, 2) not null default 0,
  created_at timestamptz not null default now(),
  token uuid not null default gen_random_uuid()
);
