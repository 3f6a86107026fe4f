begin;

set local search_path = public;

alter domain public.slug rename to slug_old;

create domain public.slug as text collate "C" constraint slug_check check (value !~ '\s');

-- rewrites-table: writes public.pages again under an access exclusive lock (1
-- row)
alter table public.pages alter column slug type public.slug;

drop domain public.slug_old;

commit;
