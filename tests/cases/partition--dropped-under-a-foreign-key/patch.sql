begin;

-- drops-data: drops table public.attendance (0 rows)
drop table public.attendance;

-- may-fail: fails if a row of public.visit refers to one of
-- public.session_02_few (0 rows)
alter table public.session_02 detach partition public.session_02_few;

-- drops-data: drops table public.session_02_few (0 rows)
drop table public.session_02_few;

commit;
