begin;

drop statistics public.orders_place;

-- drops-data: drops column public.orders.zip (0 values)
alter table public.orders drop column zip;

create statistics public.orders_place on city, country from public.orders;

commit;
