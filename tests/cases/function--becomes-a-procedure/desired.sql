create procedure archive(before date) language plpgsql as $$ begin end $$;
