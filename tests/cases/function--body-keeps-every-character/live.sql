create function note() returns text language sql as $$ select 'x' $$;
