begin;

set local search_path = public;

alter table public.customers
    add column balance numeric(12,2) not null default 0,
    add column created_at timestamp with time zone not null default now(),
    add column token uuid not null default gen_random_uuid();

commit;
