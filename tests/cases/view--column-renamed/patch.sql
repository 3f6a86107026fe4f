begin;

set local search_path = public;

alter view public.v rename column a to id;

alter view public.v rename column c to next;

commit;
