create table items (id bigint primary key, name text);
create view open_items as select id, name from items;
create function add_item() returns trigger language plpgsql as $$ begin insert into items values (new.id, new.name); return new; end $$;
