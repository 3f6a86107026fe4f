begin;

drop view public.v;

drop foreign table public.t;

set local search_path = public;

create foreign table public.t (
    a integer not null,
    b text options (x 'y')
) server far options (o '1');

create view public.v as
select a from t;

grant select on public.t to foreign_reader;

comment on column public.t.b is 'kept';

commit;
