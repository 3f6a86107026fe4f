begin;

alter table public.clients rename to customers;

alter table public.customers rename constraint clients_parent_id_fkey to customers_parent_id_fkey;

alter table public.customers rename constraint clients_pkey to customers_pkey;

alter table public.customers rename constraint clients_email_key to customers_email_key;

alter sequence public.clients_id_seq rename to customers_id_seq;

commit;
