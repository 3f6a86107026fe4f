begin;

-- rewrites-table: writes public.customers again under an access exclusive lock
-- (2 rows)
alter table public.customers
    add column balance numeric(12,2) not null default 0,
    add column created_at timestamp with time zone not null default now(),
    add column token uuid not null default gen_random_uuid();

commit;
