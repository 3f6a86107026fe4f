create table entries (account bigint, amount bigint);
create function balanced() returns trigger language plpgsql as $$ begin return null; end $$;
create constraint trigger balanced after insert on entries for each row execute function balanced();
