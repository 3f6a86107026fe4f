begin;

alter sequence public.countdown increment by -1 no minvalue no maxvalue start with -1 restart;

set local search_path = public;

-- rewrites-table: writes public.jobs again under an access exclusive lock (0
-- rows)
alter table public.jobs add column priority bigint not null default nextval('countdown');

commit;
