create table entries (account bigint, amount bigint);
create table accounts (id bigint primary key);
create function balanced() returns trigger language plpgsql as $$ begin return null; end $$;
create constraint trigger balanced after insert or delete on entries from accounts
  deferrable initially deferred for each row when (true) execute function balanced();
