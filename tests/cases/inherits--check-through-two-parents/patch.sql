begin;

set local search_path = public;

-- blocks-writes: checking public.a.small reads public.a while writes to it wait
-- (0 rows)
-- may-fail: fails if a row of public.a does not satisfy id < 100 (0 rows)
alter table public.a
    add column word text,
    add constraint small check (id < 100);

commit;
