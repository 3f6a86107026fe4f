create schema billing;
create extension citext;
create type billing.state as enum ('on', 'off');
create domain billing.code as text constraint code_length check (length(value) = 3);
create type billing.pair as (a integer, b text);
create sequence billing.numbers;
create table billing.prices (
  id bigint constraint prices_pk primary key,
  amount bigint,
  constraint amount_positive check (amount > 0)
);
create index prices_by_amount on billing.prices (amount);
create view billing.cheap as select id from billing.prices;
create materialized view billing.dear as select id from billing.prices;
create function billing.f() returns trigger language plpgsql as $$ begin return null; end $$;
create procedure billing.p(a integer) language sql as $$ select 1 $$;
create trigger t after insert on billing.prices for each row execute function billing.f();
create policy p on billing.prices using (true);
create publication pub for table billing.prices;
comment on extension citext is 'Somebody''s words';
comment on table billing.prices is 'Old words';
