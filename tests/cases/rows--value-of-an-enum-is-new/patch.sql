begin;

alter type public.level rename to level_old;

create type public.level as enum ('low', 'middle', 'high');

set local search_path = public;

-- rewrites-table: writes public.plans again under an access exclusive lock (1
-- row)
alter table public.plans alter column level type public.level using level::text::public.level;

drop type public.level_old;

insert into public.plans (id, level) values ('b', 'middle');

commit;
