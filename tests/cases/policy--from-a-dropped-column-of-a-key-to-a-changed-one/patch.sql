begin;

set local search_path = public;

-- drops-data: drops column public.users.id (0 values)
-- rewrites-table: writes public.users again under an access exclusive lock (0
-- rows)
alter table public.users
    drop column id,
    alter column note type text,
    alter column note drop not null,
    alter column note set default current_date::text;

drop type public.state;

alter policy writers on public.users
    with check (note < 'x');

-- drops-data: drops column public.users.amount (0 values)
alter table public.users drop column amount;

commit;
