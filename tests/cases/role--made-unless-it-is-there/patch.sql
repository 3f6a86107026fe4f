begin;

set local search_path = public;

grant select on public.reports to reader_of_reports;

commit;
