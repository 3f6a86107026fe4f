create function noted() returns event_trigger language plpgsql as $$ begin end $$;
create function refused() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger first_one on ddl_command_end when tag in ('ALTER TABLE', 'create table', 'create view') execute procedure public.noted();
create event trigger third_one on ddl_command_start execute function noted();
alter event trigger third_one enable replica;
create event trigger "Fourth" on table_rewrite execute function refused();
alter event trigger "Fourth" owner to postgres;
comment on event trigger first_one is 'after';
