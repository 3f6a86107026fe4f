begin;

drop policy owners on public.notes;

-- rewrites-table: writes public.notes again under an access exclusive lock (1
-- row)
alter table public.notes alter column owner type name;

set local search_path = public;

create policy owners on public.notes
    using (owner = current_user and not secret);

commit;
