begin;

alter table public.customers rename column name to full_name;

create schema archive;

create table archive.notes (
    id bigint not null,
    body text,
    constraint notes_pkey primary key (id)
);

alter table public.customers add column email text default '';

-- blocks-writes: building index public.customers_by_name reads public.customers
-- while writes to it wait (1 row)
create index customers_by_name on public.customers (full_name);

set local search_path = public;

-- blocks-writes: building index public.customers_email reads public.customers
-- while writes to it wait (1 row)
-- may-fail: fails if rows of public.customers have the same keys for
-- public.customers_email
create unique index customers_email on public.customers (lower(email));

commit;
