begin;

set local search_path = public;

alter publication realtime set (publish = 'insert, update');

alter publication realtime set table public.messages (body, id, room) where (id > 0), public.rooms;

commit;
