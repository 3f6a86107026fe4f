begin;

set local search_path = public;

create function public.may_grow(seats integer)
    returns boolean
    language plpgsql
    stable
as $$ begin return seats < (select max_seats from settings where id = 1); end $$;

create table public.teams (
    id bigint not null,
    seats integer not null,
    owner_id bigint,
    constraint teams_pkey primary key (id),
    constraint teams_seats_check check (may_grow(seats))
);

create function public.seats_left(team public.teams)
    returns integer
    language sql
    stable
as $$ select max_seats - team.seats from settings where id = 1 $$;

create view public.team_seats as
select t.id, seats_left(t) as left from teams t;

commit;
