create table customers (id bigint primary key);
create table events (
  customer_id bigint not null references customers,
  at timestamptz not null,
  kind text not null default 'view',
  primary key (customer_id, at)
) partition by range (at);
create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');
create table events_rest partition of events default;
create index events_by_kind on events (kind);
