begin;

drop operator class public.gone using hash;

drop operator family public.gone using hash;

drop index public.t_ints;

drop operator class public.ints using btree;

set local search_path = public;

create operator class public.ints for type integer using btree family public.ints as
    function 1 (integer, integer) btint4cmp(integer, integer),
    operator 1 <(integer, integer),
    operator 2 <=(integer, integer),
    operator 3 =(integer, integer),
    operator 4 >=(integer, integer),
    operator 5 >(integer, integer);

-- blocks-writes: building index public.t_ints reads public.t while writes to it
-- wait (0 rows)
create index t_ints on public.t (id public.ints);

commit;
