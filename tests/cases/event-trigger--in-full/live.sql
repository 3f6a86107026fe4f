create function noted() returns event_trigger language plpgsql as $$ begin end $$;
create function refused() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger first_one on ddl_command_end when tag in ('create table', 'ALTER TABLE') execute function noted();
create event trigger second_one on sql_drop execute function noted();
create event trigger third_one on ddl_command_start execute function noted();
comment on event trigger first_one is 'before';
alter event trigger third_one disable;
