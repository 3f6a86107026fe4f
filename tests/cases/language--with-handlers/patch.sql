begin;

set local search_path = public;

create or replace trusted language other handler plpgsql_call_handler inline plpgsql_inline_handler validator plpgsql_validator;

create language third handler plpgsql_call_handler;

create function public.f()
    returns integer
    language third
as $$begin return 1; end$$;

alter language third owner to case_maker;

comment on language third is 'a third one';

commit;
