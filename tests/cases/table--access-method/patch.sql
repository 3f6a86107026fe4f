begin;

drop view public.over_changed;

-- drops-data: drops table public.changed (0 rows)
drop table public.changed;

drop materialized view public.seen;

-- drops-data: drops table public.back (0 rows)
drop table public.back;

create table public.changed (
    id integer not null,
    a integer,
    constraint changed_pkey primary key (id)
) using other_heap;

create table public.back (
    id integer
);

create table public.made (
    id integer
) using other_heap;

-- blocks-writes: building index public.changed_a reads public.changed while
-- writes to it wait (0 rows)
create index changed_a on public.changed (a);

set local search_path = public;

create view public.over_changed as
select a from changed;

create materialized view public.seen as
select id from back;

create materialized view public.made_seen using other_heap as
select id from made;

commit;
