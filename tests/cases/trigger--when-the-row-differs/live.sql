create table prices (id bigint primary key, amount bigint, note text);
create function audit() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger audit after update on prices for each row when (old.* is distinct from new.*) execute function audit();
