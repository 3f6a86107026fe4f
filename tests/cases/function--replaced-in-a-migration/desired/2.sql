create or replace function touch() returns trigger language plpgsql as $$ begin new.at := now(); return new; end $$;
drop trigger if exists touch on t;
create trigger touch before insert or update on t for each row execute procedure touch();
drop policy if exists nobody on t;
alter table t enable row level security;
create policy nobody on t using (false);
alter policy nobody on t using (id < 0);
