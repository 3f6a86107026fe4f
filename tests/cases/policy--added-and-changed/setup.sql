create schema auth;
create function auth.uid() returns uuid language sql stable as $$ select null::uuid $$;
