begin;

set local search_path = public;

create table public.other (
    a integer
);

commit;
