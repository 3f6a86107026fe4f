begin;

-- drops-data: drops table public.logs (0 rows)
drop table public.logs;

-- drops-data: drops column public.children.parent (0 values)
alter table public.children drop column parent;

-- drops-data: drops column public.parents.boss (0 values)
-- drops-data: drops column public.parents.id (0 values)
-- drops-data: drops column public.parents.favourite (0 values)
alter table public.parents
    drop column boss,
    drop column id,
    drop column favourite;

-- drops-data: drops column public.children.id (0 values)
alter table public.children drop column id;

alter table public.owners drop constraint owners_id_fkey;

-- drops-data: drops column public.pets.id (0 values)
alter table public.pets drop column id;

-- drops-data: drops column public.owners.id (0 values)
alter table public.owners drop column id;

commit;
