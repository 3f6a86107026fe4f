begin;

-- may-fail: fails if a row of public.customers has a null in email (0 rows)
alter table public.customers
    alter column email set not null,
    alter column name drop not null;

commit;
