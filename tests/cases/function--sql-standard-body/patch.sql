begin;

set local search_path = public;

create or replace function public.total_of(order_id bigint)
    returns bigint
    language sql
    stable
begin atomic
    select total from orders where id = order_id;
end;

create function public.twice(a integer)
    returns integer
    language sql
    immutable
return a * 2;

commit;
