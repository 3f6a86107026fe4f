begin;

set local search_path = public;

alter table public.rooms replica identity using index rooms_code;

commit;
