begin;

drop procedure public.close_month(date);

create schema billing;

set local search_path = public;

create or replace procedure public.reopen(inout n integer)
    language sql
    security definer
    set search_path to billing, public
as $$ select n + 1 $$;

create procedure public.close_month(month date, dry boolean default false)
    language plpgsql
as $$ begin end $$;

commit;
