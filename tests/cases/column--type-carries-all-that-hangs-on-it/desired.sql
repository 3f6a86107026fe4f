create table payments (
  id integer primary key,
  amount bigint not null default 0,
  fee integer not null default 0,
  net integer generated always as (amount - fee) stored,
  constraint payments_amount_check check (amount >= 0),
  constraint fee_below_amount check (fee <= amount)
);
create index payments_by_amount on payments (amount) where amount > 100;
create view large_payments as select id, amount from payments where amount > 1000;
create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger payments_amount_changed before update of amount on payments
  for each row when (new.amount is distinct from old.amount) execute function touch();
alter table payments enable row level security;
create policy small_ones on payments for select using (amount < 500);
