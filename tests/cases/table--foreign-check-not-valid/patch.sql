begin;

set local search_path = public;

alter table public.far
    add constraint positive check (a > 0) not valid,
    add constraint other check (b > 0);

commit;
