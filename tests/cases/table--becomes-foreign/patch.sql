begin;

drop view public.v;

-- drops-data: drops table public.t (0 rows)
drop table public.t;

set local search_path = public;

create foreign table public.t (
    a integer not null,
    b text
) server far;

create view public.v as
select a from t;

commit;
