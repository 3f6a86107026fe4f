create table t (id bigint primary key, at timestamptz);
create or replace function touch() returns trigger language plpgsql as $$ begin return new; end $$;
drop trigger if exists touch on t;
create trigger touch before insert on t for each row execute function touch();
