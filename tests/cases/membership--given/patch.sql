begin;

set local search_path = public;

grant select on public.reports to group_of_readers;

commit;
