create schema legacy;
create type legacy.state as enum ('on', 'off');
create sequence legacy.numbers;
create table legacy.devices (
  id bigint primary key default nextval('legacy.numbers'),
  state legacy.state not null default 'off'
);
create function legacy.switched_on() returns setof legacy.devices
  language sql stable
  as $$ select * from legacy.devices where state = 'on' $$;
create view legacy.active as select * from legacy.switched_on();
create table devices (id bigint primary key);
