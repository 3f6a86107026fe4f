begin;

set local search_path = public;

alter sequence public.countdown increment by -1 no minvalue no maxvalue start with -1 restart;

alter table public.jobs add column priority bigint not null default nextval('countdown');

commit;
