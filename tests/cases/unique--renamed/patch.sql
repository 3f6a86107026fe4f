begin;

alter table public.customers rename constraint customers_email_unique to customers_email_key;

commit;
