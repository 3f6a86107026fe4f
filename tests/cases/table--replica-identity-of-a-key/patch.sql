begin;

alter table public.rooms replica identity using index rooms_code;

commit;
