create table prices (id bigint primary key, amount bigint);
create function audit() returns trigger language plpgsql as $$ begin return new; end $$;
