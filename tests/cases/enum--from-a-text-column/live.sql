create table payments (
  id bigint primary key,
  status text not null default 'pending',
  constraint payments_status_check check (status in ('pending', 'succeeded', 'failed'))
);
create index payments_by_status on payments (status);
