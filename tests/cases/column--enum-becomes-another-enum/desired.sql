create type state as enum ('new', 'open', 'closed', 'lost');
create type phase as enum ('open', 'closed', 'new');
create type digit as enum ('0', '1');
create table tickets (
  id bigint primary key,
  state phase not null default 'new',
  earlier phase[] default '{new}',
  rank digit,
  label phase
);
create index tickets_state on tickets (state);
create view open_tickets as select id from tickets where state = 'open';
