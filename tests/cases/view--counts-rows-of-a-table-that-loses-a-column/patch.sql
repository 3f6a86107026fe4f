begin;

-- drops-data: drops column public.t.b (0 values)
alter table public.t drop column b;

commit;
