begin;

create table public.other (
    a integer
);

commit;
