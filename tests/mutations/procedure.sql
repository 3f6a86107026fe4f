-- mutation: arguments
create procedure f(variadic a integer[]) language sql as 'select 1';
-- to
create procedure f(a integer[]) language sql as 'select 1';

-- mutation: names of arguments
create procedure f(integer) language sql as 'select $1';
-- to
create procedure f(a integer) language sql as 'select $1';

-- mutation: defaults of arguments
create procedure f(a integer default 1) language sql as 'select $1';
-- to
create procedure f(a integer default 2) language sql as 'select $1';

-- mutation: language
create language other handler plpgsql_call_handler inline plpgsql_inline_handler validator plpgsql_validator;
create procedure f() language other as 'begin end';
-- to
create language other handler plpgsql_call_handler inline plpgsql_inline_handler validator plpgsql_validator;
create procedure f() language plpgsql as 'begin end';

-- mutation: body
create procedure f() language sql as 'select 1';
-- to
create procedure f() language sql as 'select 2';

-- mutation: parsed body
create procedure f() language sql begin atomic select 1; end;
-- to
create procedure f() language sql begin atomic select 2; end;

-- mutation: security definer
create procedure f() language sql as 'select 1';
-- to
create procedure f() language sql security definer as 'select 1';

-- mutation: settings
create procedure f() language sql set work_mem = '1MB' as 'select 1';
-- to
create procedure f() language sql set work_mem = '2MB' as 'select 1';
