begin;

set local search_path = public;

grant select on public.reports to tuned_reader;

commit;
