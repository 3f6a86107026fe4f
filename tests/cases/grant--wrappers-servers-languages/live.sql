create foreign data wrapper w;
create server s foreign data wrapper w;
grant usage on foreign data wrapper w to case_reader;
grant usage on foreign server s to case_reader with grant option;
create trusted language pl handler plpgsql_call_handler;
revoke usage on language pl from public;
