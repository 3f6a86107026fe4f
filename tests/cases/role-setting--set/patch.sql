begin;

grant select on public.reports to tuned_reader;

commit;
