begin;

drop function public.greet(text, boolean);

set local search_path = public;

create or replace function public.bye(name text default 'all')
    returns text
    language sql
as $$ select name $$;

create function public.greet(name text, loud boolean default false)
    returns text
    language sql
as $$ select name $$;

commit;
