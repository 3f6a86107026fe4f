create type payment_status as enum ('pending', 'succeeded', 'failed');
create table payments (
  id bigint primary key,
  status payment_status not null default 'pending'
);
create index payments_by_status on payments (status);
