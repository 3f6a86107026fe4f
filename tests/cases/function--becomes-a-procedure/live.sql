create function archive(before date) returns void language plpgsql as $$ begin end $$;
