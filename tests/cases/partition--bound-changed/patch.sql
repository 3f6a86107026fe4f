begin;

alter table public.measures detach partition public.measures_new;

-- blocks-writes: attaching public.measures_new reads public.measures_new while
-- writes to it wait (1 row)
-- may-fail: fails if a row of public.measures_new is not within its bound
alter table public.measures attach partition public.measures_new for values from ('2026-01-01 00:00', -10) to (maxvalue, maxvalue);

commit;
