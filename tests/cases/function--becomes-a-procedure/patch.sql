begin;

drop function public.archive(date);

set local search_path = public;

create procedure public.archive(before date)
    language plpgsql
as $$ begin end $$;

commit;
