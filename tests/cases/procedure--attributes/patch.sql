begin;

drop procedure public.close_month(date);

set local search_path = public;

create schema billing;

create or replace procedure public.reopen(inout n integer)
    language sql
    security definer
    set search_path to billing, public
as $$ select n + 1 $$;

create procedure public.close_month(month date, dry boolean default false)
    language plpgsql
as $$ begin end $$;

commit;
