create procedure close_month(month date, dry boolean default false) language plpgsql as $$ begin end $$;
create procedure reopen(inout n integer) language sql security definer set search_path = 'billing', 'public' as $$ select n + 1 $$;
create schema billing;
