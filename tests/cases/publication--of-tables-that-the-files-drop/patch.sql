begin;

alter publication p drop table public.t, public.w, public.x;

-- drops-data: drops column public.w.a (0 values)
alter table public.w drop column a;

-- drops-data: drops column public.x.a (0 values)
alter table public.x drop column a;

alter publication of_schemas drop table public.t;

alter publication of_one drop table public.t;

alter table public.t add column b integer;

commit;
