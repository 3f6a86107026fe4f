create table settings (
  id bigint primary key,
  enabled text not null default 'false',
  seconds text,
  tags text,
  starts_at text
);
