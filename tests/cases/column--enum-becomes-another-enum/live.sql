create type state as enum ('new', 'open', 'closed', 'lost');
create type phase as enum ('open', 'closed', 'new');
create table tickets (
  id bigint primary key,
  state state not null default 'new',
  earlier state[] default '{new}',
  rank integer,
  label varchar(10)
);
create index tickets_state on tickets (state);
create view open_tickets as select id from tickets where state = 'open';
