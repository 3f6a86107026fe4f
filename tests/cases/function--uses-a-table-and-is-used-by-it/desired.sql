create table settings (id integer primary key, max_seats integer not null default 5);
create table teams (
  id bigint primary key,
  seats integer not null,
  owner_id bigint
);
create function seats_left(team teams) returns integer language sql stable
  as $$ select max_seats - team.seats from settings where id = 1 $$;
create function may_grow(seats integer) returns boolean language plpgsql stable
  as $$ begin return seats < (select max_seats from settings where id = 1); end $$;
alter table teams add constraint teams_seats_check check (may_grow(seats));
create view team_seats as select t.id, seats_left(t) as left from teams t;
