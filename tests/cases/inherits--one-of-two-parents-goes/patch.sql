begin;

alter table public.child no inherit public.other;

-- drops-data: drops table public.other (0 rows)
drop table public.other;

-- drops-data: drops column public.child.more (0 values)
alter table public.child drop column more;

commit;
