begin;

alter table public.m detach partition public.m6;

alter table public.m detach partition public.m1;

alter table public.m detach partition public.m2;

alter table public.m detach partition public.m3;

-- blocks-writes: attaching public.m1 reads public.m1 while writes to it wait (0
-- rows)
-- may-fail: fails if a row of public.m1 is not within its bound
alter table public.m attach partition public.m1 for values in (10);

alter table public.m1 alter column b set not null;

-- blocks-writes: attaching public.m2 reads public.m2 while writes to it wait (0
-- rows)
-- may-fail: fails if a row of public.m2 is not within its bound
alter table public.m attach partition public.m2 for values in (20);

alter table public.m2 alter column b set not null;

-- blocks-writes: attaching public.m3 reads public.m3 while writes to it wait (0
-- rows)
-- may-fail: fails if a row of public.m3 is not within its bound
alter table public.m attach partition public.m3 for values in (30);

-- blocks-writes: attaching public.m4 reads public.m4 while writes to it wait (0
-- rows)
-- may-fail: fails if a row of public.m4 is not within its bound
alter table public.m attach partition public.m4 for values in (4);

-- blocks-writes: attaching public.m5 reads public.m5 while writes to it wait (0
-- rows)
-- may-fail: fails if a row of public.m5 is not within its bound
alter table public.m attach partition public.m5 for values in (5);

alter table public.m5 alter column b set not null;

commit;
