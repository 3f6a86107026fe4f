create table items (id bigint primary key, name text);
create view open_items as select id, name from items;
alter view open_items alter column name set default 'new';
create function add_item() returns trigger language plpgsql as $$ begin insert into items values (new.id, new.name); return new; end $$;
create trigger add_item instead of insert on open_items for each row execute function add_item();
