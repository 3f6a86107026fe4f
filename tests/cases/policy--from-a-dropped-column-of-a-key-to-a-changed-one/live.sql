create type state as enum ('Done', 'new');
create table users (
  id integer,
  amount numeric,
  note state not null,
  unique (amount, note, id)
);
alter table users enable row level security;
create policy writers on users for insert with check (amount in (1, 2.5));
