create table lines (order_id bigint, total bigint);
create function sum_up() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger sum_up after insert on lines for each statement execute function sum_up();
