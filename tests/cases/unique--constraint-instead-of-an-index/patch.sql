begin;

alter table public.customers add constraint customers_email unique using index customers_email;

commit;
