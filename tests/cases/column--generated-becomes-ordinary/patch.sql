begin;

set local search_path = public;

alter table public.carts alter column gross drop expression;

commit;
