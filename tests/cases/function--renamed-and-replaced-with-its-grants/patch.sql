begin;

alter function public.old_total(integer) rename to total;

drop function public.total(integer);

set local search_path = public;

create function public.total(integer)
    returns bigint
    language sql
as $$select $1::bigint$$;

grant execute on function public.total(integer) to case_reader;

revoke execute on function public.total(integer) from public;

comment on function public.total(integer) is 'The sum';

commit;
