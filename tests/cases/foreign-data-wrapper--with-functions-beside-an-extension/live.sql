create foreign data wrapper plain;
create language other handler plpgsql_call_handler;
