begin;

alter table public.orders alter column id drop default;

drop sequence public.order_numbers;

commit;
