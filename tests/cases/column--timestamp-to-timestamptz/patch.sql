begin;

-- rewrites-table: writes public.logins again under an access exclusive lock (1
-- row)
alter table public.logins
    alter column at type timestamp with time zone,
    alter column at set default now();

commit;
