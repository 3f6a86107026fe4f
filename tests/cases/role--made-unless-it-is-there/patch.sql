begin;

grant select on public.reports to reader_of_reports;

commit;
