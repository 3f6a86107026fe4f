begin;

drop statistics public.together;

-- rewrites-table: writes public.notes again under an access exclusive lock (0
-- rows)
alter table public.notes alter column id type bigint;

create statistics public.together (ndistinct) on id, label from public.notes;

alter statistics public.together set statistics 300;

commit;
