create function handler() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';

-- mutation: trusted
create language l handler plpgsql_call_handler;
-- to
create trusted language l handler plpgsql_call_handler;

-- mutation: handler
create language l handler plpgsql_call_handler;
-- to
create language l handler handler;

-- mutation: inline
create language l handler plpgsql_call_handler;
-- to
create language l handler plpgsql_call_handler inline plpgsql_inline_handler;

-- mutation: validator
create language l handler plpgsql_call_handler;
-- to
create language l handler plpgsql_call_handler validator plpgsql_validator;
