create function f() returns event_trigger language plpgsql as $$ begin end $$;
create function g() returns event_trigger language plpgsql as $$ begin end $$;

-- mutation: event
create event trigger e on ddl_command_start execute function f();
-- to
create event trigger e on ddl_command_end execute function f();

-- mutation: tags
create event trigger e on ddl_command_end when tag in ('CREATE TABLE') execute function f();
-- to
create event trigger e on ddl_command_end when tag in ('CREATE TABLE', 'DROP TABLE') execute function f();

-- mutation: function
create event trigger e on ddl_command_end execute function f();
-- to
create event trigger e on ddl_command_end execute function g();

-- mutation: enabled
create event trigger e on ddl_command_end execute function f();
-- to
create event trigger e on ddl_command_end execute function f();
alter event trigger e enable always;
