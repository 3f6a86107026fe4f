create foreign data wrapper w;
create server s foreign data wrapper w;
grant usage on foreign data wrapper w to case_support;
grant usage on foreign server s to case_reader;
create server t foreign data wrapper w;
grant all on foreign server s, t to case_support;
create trusted language pl handler plpgsql_call_handler;
grant usage on language pl to case_reader;
