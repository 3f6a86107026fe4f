create function f1(a integer) returns integer
  language sql immutable leakproof strict parallel safe cost 3
  as $$ select a $$;
create function f2(a integer) returns setof integer
  language plpgsql stable security definer parallel restricted cost 250 rows 20
  set search_path = '' set work_mem = '64MB' set "plpgsql.variable_conflict" = use_column
  as $$ begin return next a; end $$;
create function f3() returns text
  language sql security definer set search_path to pg_catalog, public, pg_temp
  as 'select current_user::text';
