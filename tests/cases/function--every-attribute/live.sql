create function f1(a integer) returns integer language sql as $$ select a $$;
create function f2(a integer) returns setof integer language plpgsql as $$ begin return next a; end $$;
create function f3() returns text language sql as 'select current_user::text';
