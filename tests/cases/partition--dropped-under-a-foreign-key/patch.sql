begin;

-- drops-data: drops table public.attendance (0 rows)
drop table public.attendance;

alter table public.visit drop constraint visit_session_id_day_kind_fkey;

-- drops-data: drops table public.session_02_few (0 rows)
drop table public.session_02_few;

set local search_path = public;

-- blocks-writes: checking public.visit.visit_session_id_day_kind_fkey reads
-- public.visit while writes to it wait (0 rows)
-- may-fail: fails if a row of public.visit refers to none of public.session (0
-- rows)
alter table public.visit add constraint visit_session_id_day_kind_fkey foreign key (session_id, day, kind) references public.session (id, day, kind);

commit;
