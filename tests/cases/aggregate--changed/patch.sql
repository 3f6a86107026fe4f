begin;

drop aggregate public.gone(integer);

drop view public.halves;

drop aggregate public.anew(integer);

set local search_path = public;

create or replace aggregate public.in_place(integer) (
    sfunc = public.add,
    stype = integer,
    finalfunc = public.half,
    initcond = '1'
);

create aggregate public.anew(integer) (sfunc = public.add, stype = integer, finalfunc = public.part);

create view public.halves as
select public.anew(n) as a, public.in_place(n) as b from public.t;

comment on aggregate public.anew(integer) is 'kept';

commit;
