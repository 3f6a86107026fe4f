begin;

-- may-fail: fails if a row of public.notes refers to none of public.customers
-- (0 rows)
alter table public.notes validate constraint notes_customer;

alter table public.calls add constraint calls_customer foreign key (customer_id) references public.customers (id) not valid;

commit;
