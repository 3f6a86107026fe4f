create table orders (id bigint primary key, status text, total bigint, updated_at timestamptz);
create function touch() returns trigger language plpgsql as $$ begin new.updated_at := now(); return new; end $$;
create trigger touch before insert or update of status, total on orders for each row
  when (new.total > 0) execute function touch('strict', 'it''s');
create trigger once after insert on orders for each row execute function touch();
