begin;

set local search_path = public;

alter sequence public.countdown increment by -1 no minvalue no maxvalue start with -1 restart;

-- rewrites-table: writes public.jobs again under an access exclusive lock (0
-- rows)
alter table public.jobs add column priority bigint not null default nextval('countdown');

commit;
