create schema auth;
create table auth.users (id uuid primary key, email text);
create function auth.log() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger log after insert on auth.users for each row execute function auth.log();
