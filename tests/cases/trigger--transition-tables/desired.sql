create table lines (order_id bigint, total bigint);
create function sum_up() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger sum_up after insert on lines referencing new table as added for each statement execute function sum_up();
create trigger sum_up_again after update on lines referencing old table as gone new table as added for each statement execute function sum_up();
