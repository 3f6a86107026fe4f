create operator family public.f using btree;
create operator class public.f for type integer using btree family public.f as
    operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >,
    operator 1 < (integer, smallint), function 1 btint4cmp(integer, integer), function 2 btint4sortsupport(internal);
alter operator family public.f using btree add operator 5 > (integer, bigint), function 1 (integer, bigint) btint48cmp(integer, bigint);
