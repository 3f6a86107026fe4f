create table public.keep (id integer primary key);
create language other handler plpgsql_call_handler;
