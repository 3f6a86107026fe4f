begin;

drop statistics public.orders_old;

drop statistics public.orders_place;

create schema tuning;

alter statistics public.orders_tuned set statistics 100;

create statistics public.orders_place (dependencies, mcv) on city, country from public.orders;

set local search_path = public;

create statistics tuning.orders_month on country, (date_trunc('month', placed::timestamp)) from public.orders;

comment on statistics public.orders_tuned is 'For the report by city.';

commit;
