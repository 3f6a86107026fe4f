create schema api;
create type api.state as enum ('on', 'off');
create domain api.code as text;
create function api.secret() returns text language sql as $$ select 'x' $$;
create procedure api.run() language sql as $$ select 1 $$;
