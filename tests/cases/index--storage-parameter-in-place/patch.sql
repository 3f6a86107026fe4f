begin;

alter index public.events_by_kind set (fillfactor=75);

commit;
