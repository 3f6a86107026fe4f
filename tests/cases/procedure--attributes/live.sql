create procedure close_month(month date) language plpgsql as $$ begin end $$;
create procedure reopen(inout n integer) language sql as $$ select n $$;
