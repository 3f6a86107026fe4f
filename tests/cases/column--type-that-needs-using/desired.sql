create table settings (
  id bigint primary key,
  enabled boolean not null default false,
  seconds integer,
  tags text[],
  starts_at timestamptz
);
