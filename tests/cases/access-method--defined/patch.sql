begin;

drop access method tree;

-- drops-data: drops table public.gone (0 rows)
drop table public.gone;

set local search_path = public;

create access method tree type index handler hashhandler;

create access method more type table handler heap_tableam_handler;

create table public.made (
    a integer
) using more;

create materialized view public.seen using more as
select a from made;

comment on access method more is 'rows';

commit;
