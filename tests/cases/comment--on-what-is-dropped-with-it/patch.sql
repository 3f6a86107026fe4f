begin;

-- drops-data: drops column public.t.a (1 value)
alter table public.t drop column a;

comment on column public.t.b is null;

commit;
