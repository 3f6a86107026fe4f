create function greet(name text default 'you', loud boolean default false) returns text language sql as $$ select name $$;
create function bye(name text) returns text language sql as $$ select name $$;
