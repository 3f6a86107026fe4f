begin;

alter index public.orders_customer_id_idx rename to orders_by_customer;

commit;
