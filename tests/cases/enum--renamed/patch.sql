begin;

alter type public.order_status rename to order_state;

alter type public.order_state add value 'lost';

commit;
