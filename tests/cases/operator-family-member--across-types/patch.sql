begin;

alter operator family public.f using btree drop operator 1 (integer, bigint);

set local search_path = public;

create operator class public.f for type integer using btree family public.f as
    function 1 (integer, integer) btint4cmp(integer, integer),
    function 2 (integer, integer) btint4sortsupport(internal),
    operator 1 <(integer, integer),
    operator 2 <=(integer, integer),
    operator 3 =(integer, integer),
    operator 4 >=(integer, integer),
    operator 5 >(integer, integer);

alter operator family public.f using btree add operator 1 <(integer, smallint);

alter operator family public.f using btree add operator 5 >(integer, bigint);

commit;
