create function greet(name text, loud boolean default false) returns text language sql as $$ select name $$;
create function bye(name text default 'all') returns text language sql as $$ select name $$;
