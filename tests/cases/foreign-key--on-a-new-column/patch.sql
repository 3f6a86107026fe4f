begin;

create type public.mood as enum ('glad', 'sad');

-- blocks-writes: building the index of public.orders.orders_ticket_key reads
-- public.orders while writes to it wait (2 rows)
alter table public.orders
    add column customer_id bigint,
    add column ticket text,
    add column felt public.mood,
    add constraint orders_ticket_key unique (ticket),
    add constraint orders_felt_key unique (felt),
    add constraint orders_customer_id_fkey foreign key (customer_id) references public.customers (id);

-- blocks-writes: building the index of public.notes.notes_code_key reads
-- public.notes while writes to it wait (1 row)
-- may-fail: fails if rows of public.notes have the same code
-- may-fail: fails if a row of public.notes refers to none of public.customers
alter table public.notes
    add column customer_id bigint default 7,
    add column code text default 'x',
    add constraint notes_code_key unique (code),
    add constraint notes_customer_id_fkey foreign key (customer_id) references public.customers (id);

commit;
