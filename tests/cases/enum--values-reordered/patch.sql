begin;

alter type public.severity rename to severity_old;

create type public.severity as enum ('low', 'medium', 'high');

set local search_path = public;

-- rewrites-table: writes public.alerts again under an access exclusive lock (2
-- rows)
alter table public.alerts
    alter column seen drop default,
    alter column severity type public.severity using severity::text::public.severity,
    alter column seen type public.severity[] using seen::text[]::public.severity[],
    alter column seen set default '{low}';

drop type public.severity_old;

commit;
