create table prices (id bigint primary key, amount bigint);
create function audit() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger audit before update on prices for each row when (new is distinct from old) execute function audit();
create trigger stars before update on prices for each row when (old.* is distinct from new.*) execute function audit();
