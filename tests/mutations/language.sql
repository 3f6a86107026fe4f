create function handler() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create function inline(internal) returns void language c as '$libdir/plpgsql', 'plpgsql_inline_handler';
create function validator(oid) returns void language c as '$libdir/plpgsql', 'plpgsql_validator';
create function handler_2() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';

-- mutation: trusted
create language l handler handler;
-- to
create trusted language l handler handler;

-- mutation: handler
create language l handler handler;
-- to
create language l handler handler_2;

-- mutation: inline
create language l handler handler;
-- to
create language l handler handler inline inline;

-- mutation: validator
create language l handler handler;
-- to
create language l handler handler validator validator;
