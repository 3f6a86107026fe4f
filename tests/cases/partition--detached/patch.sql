begin;

alter table public.events detach partition public.events_2025;

commit;
