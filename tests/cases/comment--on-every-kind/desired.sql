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
comment on schema billing is 'Money';
comment on extension citext is 'Our own words';
comment on type billing.state is 'It''s on, or off';
comment on domain billing.code is 'A code';
comment on constraint code_length on domain billing.code is 'Three letters';
comment on type billing.pair is E'Two\nlines';
comment on column billing.pair.a is 'The first';
comment on sequence billing.numbers is 'Numbers';
comment on table billing.prices is 'New words';
comment on column billing.prices.amount is 'In "cents" \ not euros';
comment on constraint prices_pk on billing.prices is 'The key';
comment on constraint amount_positive on billing.prices is 'Nothing is free';
comment on index billing.prices_by_amount is 'For the list';
comment on view billing.cheap is 'Cheap ones';
comment on column billing.cheap.id is 'The same id';
comment on materialized view billing.dear is 'Dear ones';
comment on function billing.f() is 'Does nothing';
comment on procedure billing.p(integer) is 'Does little';
comment on trigger t on billing.prices is 'A trigger';
comment on policy p on billing.prices is 'A policy';
comment on publication pub is 'A publication';
