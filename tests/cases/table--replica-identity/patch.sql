begin;

alter table public.rooms replica identity default;

alter table public.messages replica identity using index messages_once;

commit;
