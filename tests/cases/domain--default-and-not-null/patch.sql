begin;

alter domain public.amount set default 0;

-- may-fail: fails if a row of public.charges has a null in total (0 rows)
alter domain public.amount set not null;

commit;
