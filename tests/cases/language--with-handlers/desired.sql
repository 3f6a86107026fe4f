create table public.keep (id integer primary key);
create trusted language other handler plpgsql_call_handler inline plpgsql_inline_handler validator plpgsql_validator;
create language third handler plpgsql_call_handler;
comment on language third is 'a third one';
alter language third owner to case_maker;
create function public.f() returns integer language third as 'begin return 1; end';
