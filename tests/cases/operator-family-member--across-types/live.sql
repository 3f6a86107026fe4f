create operator family public.f using btree;
alter operator family public.f using btree add operator 1 < (integer, bigint), function 1 (integer, bigint) btint48cmp(integer, bigint);
