create function support(internal) returns internal language internal as 'textlike_support';

-- mutation: arguments
create function f(variadic a integer[]) returns integer language sql as 'select 1';
-- to
create function f(a integer[]) returns integer language sql as 'select 1';

-- mutation: arguments
create function f(out a integer, out b text) language sql as 'select 1, ''''::text';
-- to
create function f(out a integer, out c text) language sql as 'select 1, ''''::text';

-- mutation: names of arguments
create function f(integer) returns integer language sql as 'select $1';
-- to
create function f(a integer) returns integer language sql as 'select $1';

-- mutation: defaults of arguments
create function f(a integer default 1) returns integer language sql as 'select $1';
-- to
create function f(a integer default 2) returns integer language sql as 'select $1';

-- mutation: result
create function f() returns integer language sql as 'select 1';
-- to
create function f() returns setof integer language sql as 'select 1';

-- mutation: result
create function f() returns text language plpgsql as 'begin return null; end';
-- to
create function f() returns bigint language plpgsql as 'begin return null; end';

-- mutation: language
create language other handler plpgsql_call_handler inline plpgsql_inline_handler validator plpgsql_validator;
create function f() returns integer language other as 'begin return 1; end';
-- to
create language other handler plpgsql_call_handler inline plpgsql_inline_handler validator plpgsql_validator;
create function f() returns integer language plpgsql as 'begin return 1; end';

-- mutation: body
create function f() returns integer language sql as 'select 1';
-- to
create function f() returns integer language sql as 'select 2';

-- mutation: parsed body
create function f() returns integer language sql return 1;
-- to
create function f() returns integer language sql return 2;

-- mutation: parsed body
create function f() returns integer language sql begin atomic select 1; end;
-- to
create function f() returns integer language sql begin atomic select 1; select 2; end;

-- mutation: window
create function f() returns bigint language internal as 'window_row_number';
-- to
create function f() returns bigint language internal window as 'window_row_number';

-- mutation: volatility
create function f() returns integer language sql stable as 'select 1';
-- to
create function f() returns integer language sql immutable as 'select 1';

-- mutation: strict
create function f() returns integer language sql as 'select 1';
-- to
create function f() returns integer language sql strict as 'select 1';

-- mutation: security definer
create function f() returns integer language sql as 'select 1';
-- to
create function f() returns integer language sql security definer as 'select 1';

-- mutation: leakproof
create function f() returns integer language sql as 'select 1';
-- to
create function f() returns integer language sql leakproof as 'select 1';

-- mutation: parallel
create function f() returns integer language sql parallel restricted as 'select 1';
-- to
create function f() returns integer language sql parallel safe as 'select 1';

-- mutation: cost
create function f() returns integer language sql as 'select 1';
-- to
create function f() returns integer language sql cost 7 as 'select 1';

-- mutation: rows
create function f() returns setof integer language sql as 'select 1';
-- to
create function f() returns setof integer language sql rows 7 as 'select 1';

-- mutation: support function
create function f(text, text) returns boolean language sql as 'select true';
-- to
create function f(text, text) returns boolean language sql support support as 'select true';

-- mutation: settings
create function f() returns integer language sql set work_mem = '1MB' as 'select 1';
-- to
create function f() returns integer language sql set work_mem = '2MB' as 'select 1';

-- mutation: settings
create function f() returns integer language sql set search_path = public as 'select 1';
-- to
create function f() returns integer language sql set search_path = public, pg_temp as 'select 1';
