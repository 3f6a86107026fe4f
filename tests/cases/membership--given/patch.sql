begin;

grant select on public.reports to group_of_readers;

commit;
