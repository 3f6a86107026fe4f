begin;

set local search_path = public;

alter index public.orders_customer_id_idx rename to orders_by_customer;

commit;
