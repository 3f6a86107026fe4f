begin;

drop view public.all_metrics;

-- drops-data: drops table public.metrics (1 row)
drop table public.metrics;

create table public.metrics (
    id integer not null,
    v double precision,
    constraint metrics_pkey primary key (id)
) partition by range (id);

create table public.metrics_low partition of public.metrics for values from (minvalue) to (100);

set local search_path = public;

create view public.all_metrics as
select id, v from metrics;

commit;
