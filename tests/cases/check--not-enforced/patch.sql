begin;

set local search_path = public;

alter table public.t
    drop constraint a_positive,
    add constraint a_positive check (a > 0) not enforced,
    add constraint b_positive check (b > 0) not enforced;

create table public.u (
    c integer,
    constraint c_positive check (c > 0) not enforced
);

commit;
