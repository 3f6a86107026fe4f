begin;

alter table public.carts alter column gross drop expression;

commit;
