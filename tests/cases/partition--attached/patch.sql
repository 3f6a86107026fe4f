begin;

-- blocks-writes: attaching public.events_2025 reads public.events_2025 while
-- writes to it wait (1 row)
-- may-fail: fails if a row of public.events_2025 is not within its bound
alter table public.events attach partition public.events_2025 for values from ('2025-01-01') to ('2026-01-01');

commit;
